import t from 'tap'
import { MemoryLog } from 'socket.io-kafka-adapter'
import { type PresenceNotice } from '../../protocol/people.ts'
import { type RosterEntry } from '../../protocol/snapshot.ts'
import { type Client, type Server, namesOf, next, pupil, record, send, serve, teacher, until } from '../helper.ts'

const graceMs = 150
const env = { LEAVE_GRACE_MS: String(graceMs) }
/** Long enough to come back in, on a busy machine. */
const patient = { LEAVE_GRACE_MS: '1000' }

/** The arguments of every `disconnected`. */
function departures (client: Client): unknown[][] {
  const seen: unknown[][] = []
  client.on('disconnected', (...args) => seen.push(args))
  return seen
}

/** Enters, and waits until the watcher has heard of it. */
async function arrive ({ enter }: Server, number: number, watcher: Client): Promise<Client> {
  const heard = next(watcher, 'join')
  const { client } = await enter(pupil(number))
  await heard
  return client
}

/** Ends sockets, and waits until their node has seen it. */
async function end ({ app }: Server, ...clients: Client[]): Promise<void> {
  const ids = clients.map(({ id }) => id)
  for (const client of clients) client.disconnect()
  await until(() => ![...app.classrooms.sockets()].some(({ id }) => ids.includes(id)))
}

/** Somebody leaves without a word now: whatever is due within a grace that began before is over when the class hears of it. */
async function graceIsOver (watcher: Client, stranger: Client, uid: string): Promise<void> {
  stranger.disconnect()
  await new Promise<void>((resolve) => watcher.on('disconnected', (_sid, person) => { if (person.uid === uid) resolve() }))
}

t.test('one departure when the last socket of a person has ended', async t => {
  const server = await serve(t, env)
  const { enter } = server
  const { client: watcher } = await enter(teacher)
  const { client: stranger } = await enter(pupil(9))
  const seen = departures(watcher)
  const { client: first } = await enter(pupil())
  const { client: second } = await enter(pupil())
  const lastId = second.id
  await end(server, first)
  await end(server, second)
  await graceIsOver(watcher, stranger, 's9')
  await until(() => seen.length > 1)
  t.match(seen.find(([, person]) => (person as { uid: string }).uid === 's1'), [lastId, { uid: 's1', userName: '학생1', userType: 'ST' }])
  t.equal(seen.length, 2)
})

t.test('the grace takes its time', async t => {
  const { enter } = await serve(t, env)
  const { client: watcher } = await enter(teacher)
  const { client } = await enter(pupil())
  const left = next(watcher, 'disconnected')
  const start = performance.now()
  client.disconnect()
  await left
  t.ok(performance.now() - start >= graceMs - 5)
})

t.test('a reload within the grace is neither a departure nor an arrival', async t => {
  const server = await serve(t, patient)
  const { client: watcher } = await server.enter(teacher)
  const stranger = await arrive(server, 9, watcher)
  const client = await arrive(server, 1, watcher)
  const seen = record(watcher)
  await end(server, client)
  await server.enter(pupil())
  await graceIsOver(watcher, stranger, 's9')
  t.strictSame(namesOf(seen), ['disconnected'])
})

t.test('whoever comes back after the grace arrives anew', async t => {
  const { enter } = await serve(t, env)
  const { client: watcher } = await enter(teacher)
  const { client } = await enter(pupil())
  const left = next(watcher, 'disconnected')
  client.disconnect()
  await left
  const arrival = next(watcher, 'join')
  await enter(pupil())
  t.match(await arrival, [{ uid: 's1' }])
})

t.test('across nodes', async t => {
  const log = new MemoryLog()
  const [a, b] = await Promise.all([serve(t, patient, log), serve(t, patient, log)])
  const { client: watcher } = await a.enter(teacher)
  const stranger = await arrive(a, 9, watcher)
  const reloading = await arrive(a, 1, watcher)
  const seen = record(watcher)

  await end(a, reloading)
  const { client: back } = await b.enter(pupil(1))

  const { client: second } = await a.enter(pupil(1))
  const lastIds = [second.id, back.id]
  await Promise.all([end(a, second), end(b, back)])
  await graceIsOver(watcher, stranger, 's9')
  t.notOk(seen.some(([event]) => event === 'join'), 'a reload may end on another node')
  const left = () => seen.filter(([event]) => event === 'disconnected').map(([, sid]) => sid)
  await until(() => left().length > 1)
  t.equal(left().length, 2, 'one departure, though two nodes saw the end of a socket')
  t.ok(left().some((sid) => lastIds.includes(sid as string)))
})

t.test('leave', async t => {
  const log = new MemoryLog()
  const [a, b] = await Promise.all([serve(t, { LEAVE_GRACE_MS: '60000' }, log), serve(t, { LEAVE_GRACE_MS: '60000' }, log)])
  const { client: watcher } = await a.enter(teacher)
  const { client } = await a.enter(pupil())
  const { client: elsewhere } = await b.enter(pupil())
  const own = departures(elsewhere)
  const gone = [client, elsewhere].map((socket) => next(socket, 'disconnect'))
  const told = next(watcher, 'disconnected')
  const { id } = elsewhere
  t.strictSame(await send(client, 'leave', {}), { ok: true })
  t.match(await told, [id, { uid: 's1', userName: '학생1', userType: 'ST' }], 'without the grace, by the last socket of the person')
  t.strictSame(await Promise.all(gone), [['io server disconnect', undefined], ['io server disconnect', undefined]], 'all sockets of the person, on all nodes')
  t.strictSame(own, [], 'the person is not told')
  const arrival = next(watcher, 'join')
  await b.enter(pupil())
  await arrival
})

t.test('presence', async t => {
  const { enter } = await serve(t, { LEAVE_GRACE_MS: '700' })
  const { client: watcher } = await enter(teacher)
  const { client: classmate } = await enter(pupil(9))
  const states: string[] = []
  const counts: PresenceNotice[] = []
  watcher.on('presence', (notice) => {
    t.match(notice, { v: 1, at: Number, people: Array })
    if ('people' in notice) states.push(...notice.people.filter(({ uid }) => uid === 's1').map(({ state }) => state))
  })
  classmate.on('presence', (notice) => counts.push(notice))

  const { client } = await enter(pupil(1))
  await until(() => states.includes('online'))
  client.disconnect()
  await until(() => states.includes('offline') && counts.some((notice) => 'st' in notice && notice.st === 1))
  t.strictSame(states, ['online', 'away', 'offline'], 'teachers see who is there')
  t.match(counts.at(-1), { v: 1, at: Number, te: 1, st: 1 }, 'pupils see how many')
  t.notMatch(JSON.stringify(counts), /uid|s1/)
})

t.test('what changes at the same time is told in one go', async t => {
  const { enter } = await serve(t)
  const { client: watcher } = await enter(teacher)
  const notices: PresenceNotice[] = []
  watcher.on('presence', (notice) => notices.push(notice))
  const people = () => notices.flatMap((notice) => 'people' in notice ? notice.people : [])
  await Promise.all(Array.from({ length: 20 }, (_, i) => enter(pupil(i))))
  await until(() => people().length >= 20)
  t.ok(notices.length < 10)
})

t.test('the roster knows who is away, on all nodes', async t => {
  const log = new MemoryLog()
  const [a, b] = await Promise.all([serve(t, {}, log), serve(t, {}, log)])
  const { client } = await a.enter(pupil(1))
  await a.enter(pupil(2))
  await b.enter(pupil(2))
  client.disconnect()
  const stateOf = async (uid: string) => {
    const { snapshot } = await b.enter(teacher)
    return (snapshot.roster as RosterEntry[]).find((entry) => entry.uid === uid)?.state
  }
  await until(async () => await stateOf('s1') === 'away')
  t.equal(await stateOf('s2'), 'online')
})
