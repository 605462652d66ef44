import t from 'tap'
import { DecodedFrame, encodeFrame, FrameType } from '../src/frame.ts'
import { roomsAt, type SessionMeta, Sessions } from '../src/sessions.ts'

const [A, B, C] = ['0a', '0b', '0c'].map((byte) => byte.repeat(8)) as [string, string, string]
const meta: SessionMeta = { pid: 'pid', sid: 'sid', rooms: ['sid'], token: 'token', upTo: { place: 1, time: 1_000 } }

function statement (node: string, change: Partial<SessionMeta> = {}): DecodedFrame {
  return new DecodedFrame(encodeFrame({ type: FrameType.SESSION, from: node, asOf: 0, to: '/', meta: { ...meta, ...change }, parts: [] }))
}

function newSessions (maxBytes = 1_000_000): { sessions: Sessions, overflows: string[] } {
  const overflows: string[] = []
  return { sessions: new Sessions(10_000, maxBytes, () => overflows.push('one')), overflows }
}

t.test('the first takeover after a statement counts; then only who has it may speak', async (t) => {
  const { sessions } = newSessions()
  sessions.state(statement(A), 1, 1_000)
  t.equal(sessions.takeOver('/', { pid: 'pid', attempt: 1 }, B)?.sid, 'sid')
  t.equal(sessions.takeOver('/', { pid: 'pid', attempt: 1 }, C), undefined)
  sessions.state(statement(A, { rooms: ['late'] }), 2, 1_001)
  sessions.state(statement(A, { gone: true }), 3, 1_002)
  t.match(sessions.get('/', 'pid'), { owner: A, takenBy: B, time: 1_000 }, 'the former node has no more say')
  sessions.state(statement(B, { rooms: ['sid', 'new'] }), 4, 1_003)
  t.match(sessions.get('/', 'pid'), { owner: B, takenBy: undefined, time: 1_003 })
  sessions.state(statement(A), 5, 1_004)
  t.equal(sessions.get('/', 'pid')?.owner, B)
  t.ok(sessions.takeOver('/', { pid: 'pid', attempt: 2 }, C))
  t.equal(sessions.takeOver('/other', { pid: 'pid', attempt: 3 }, C), undefined, 'of another namespace')
})

t.test('what a node had taken over when it was lost is free again', async (t) => {
  const { sessions } = newSessions()
  sessions.state(statement(A), 1, 1_000)
  sessions.takeOver('/', { pid: 'pid', attempt: 1 }, B)
  sessions.release(C)
  t.equal(sessions.takeOver('/', { pid: 'pid', attempt: 1 }, C), undefined)
  sessions.release(B)
  t.ok(sessions.takeOver('/', { pid: 'pid', attempt: 1 }, C))
})

t.test('who is sent away has no session any more, whatever its node says later', async (t) => {
  const { sessions } = newSessions()
  for (const [i, pid] of ['one', 'two'].entries()) sessions.state(statement(A, { pid, rooms: [pid, 'all'] }), i, 1_000)
  sessions.disconnect('/other', { rooms: new Set(['all']) })
  sessions.disconnect('/', { rooms: new Set(['all']), except: new Set(['two']) })
  t.equal(sessions.takeOver('/', { pid: 'one', attempt: 1 }, B), undefined)
  t.ok(sessions.takeOver('/', { pid: 'two', attempt: 1 }, B))
})

t.test('rooms and tokens are known as they were', async (t) => {
  const { sessions } = newSessions()
  sessions.state(statement(A, { rooms: ['a'] }), 10, 1_000)
  sessions.state(statement(A, { rooms: ['a', 'b'], token: 'second', upTo: { place: 15, time: 1_001 } }), 20, 1_001)
  sessions.state(statement(A, { rooms: ['b'], token: 'second', upTo: { place: 25, time: 1_002 } }), 30, 1_002)
  const session = sessions.get('/', 'pid')!
  for (const [place, rooms] of [[5, ['a']], [10, ['a']], [19, ['a']], [20, ['a', 'b']], [31, ['b']]] as const) t.same([...roomsAt(session, place)], rooms, `at ${place}`)
  t.same(session.tokens, [{ token: 'token', upTo: meta.upTo }, { token: 'second', upTo: { place: 25, time: 1_002 } }])
})

t.test('it forgets what was not said again, and what there is no room for', async (t) => {
  const { sessions, overflows } = newSessions(3 * statement(A).bytes.length)
  for (const [i, pid] of ['one', 'two', 'red'].entries()) sessions.state(statement(A, { pid }), i, 1_000 + i)
  t.equal(sessions.bytes, 3 * statement(A).bytes.length)
  sessions.state(statement(A, { pid: 'one' }), 4, 1_004)
  sessions.state(statement(A, { pid: 'six' }), 5, 1_005)
  t.same(['one', 'two', 'red', 'six'].map((pid) => sessions.get('/', pid) !== undefined), [true, false, true, true], 'the one that was stated longest ago')
  t.equal(overflows.length, 1)
  sessions.state(statement(A, { pid: 'six', gone: true }), 6, 1_006)
  t.equal(sessions.size, 2)
  sessions.advance(11_003)
  t.same([sessions.size, sessions.get('/', 'one') !== undefined], [1, true])
  sessions.advance(20_000)
  t.match(sessions, { size: 0, bytes: 0 })
})
