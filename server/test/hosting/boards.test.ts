import t from 'tap'
import { MemoryLog, replicate, type KafkaAdapter } from 'socket.io-kafka-adapter'
import { type BoardOpsNotice, type BoardView } from '../../protocol/board.ts'
import { boardMachine } from '../../src/classroom/index.ts'
import { type Client, next, pupil, send, serve, teacher, until } from '../helper.ts'
import { command, sync } from './lesson.ts'

/** The tests draw often. */
const often = { EVENTS_PER_SECOND: '1000' }
const begin = (id: string, points = [0, 0, 9, 9]) => ({ op: 'begin', id, tool: 'pen', colour: 1, width: 10, points })
const draw = (client: Client, board: string, ...ops: object[]) => command(client, 'wb:op', { board, ops })

async function twoNodes (t: Parameters<typeof serve>[0]) {
  const log = new MemoryLog()
  return await Promise.all([serve(t, often, log), serve(t, often, log)])
}

/** What a client knows of boards: the whole of one, and then all that is drawn. */
function follow (client: Client) {
  const views: BoardView[] = []
  const ops: BoardOpsNotice[] = []
  client.on('wb:board', (view) => views.push(view))
  client.on('wb:op', (notice) => ops.push(notice))
  return { views, ops }
}

t.test('a board for all: one order on all nodes, and all of it for those who come later', async (t) => {
  const [a, b] = await twoNodes(t)
  const { client: te } = await a.enter(teacher)
  const { client: s1 } = await a.enter(pupil(1))
  const { client: s2 } = await b.enter(pupil(2))
  const seen = [te, s1, s2].map(follow)
  t.match(await draw(s1, 'main', begin('x')), { ok: false, code: 'FORBIDDEN', retryable: true }, 'there is none yet')
  await command(te, 'wb:mode', { mode: 'shared' })
  await until(() => seen.every(({ views }) => views.length === 1))
  t.match(seen[2]!.views, [{ v: 1, rev: 0, board: 'main', items: [] }])
  const replies = await Promise.all([te, s1, s2, s1, s2, te].map((client, i) => draw(client, 'main', begin(`i${i}`))))
  t.strictSame(replies.map(({ ok }) => ok), Array(6).fill(true))
  await until(() => seen.every(({ ops }) => ops.length === 6))
  t.strictSame(seen[0]!.ops.map(({ rev }) => rev), [1, 2, 3, 4, 5, 6])
  for (const { ops } of seen) t.strictSame(ops.map(({ by, ops: [op] }) => [by, op]), seen[0]!.ops.map(({ by, ops: [op] }) => [by, op]))

  const late = b.connect('3-2', { ticket: (await b.join(pupil(3))).ticket })
  const { views } = follow(late)
  await send(late, 'join', {})
  await until(() => views.length)
  t.match(views[0], { rev: 6, board: 'main', items: seen[0]!.ops.map(({ by, ops: [op] }) => ({ by, id: (op as { id: string }).id })) })
  await sync(late)
  await until(() => views.length === 2)
  t.strictSame(views[1]!.items, views[0]!.items, 'whoever has missed something asks with state:sync')

  await command(te, 'wb:mode', { mode: 'teacher' })
  t.match(await draw(s1, 'main', begin('x')), { ok: false, code: 'FORBIDDEN' })
  const big = Array.from({ length: 64 }, (_, i) => begin(`b${i}`, Array(200).fill(9_999)))
  t.match(await draw(te, 'main', ...big), { ok: false, code: 'TOO_LARGE' })
  t.match(await draw(te, 'main', { op: 'clear' }), { ok: true, rev: 7 })
  t.equal(a.app.node.stats().machines, 2, 'the class and its board')
})

t.test('a board for each: seen by its owner, by the teacher who watches, and by all in the spotlight', async (t) => {
  const [a, b] = await twoNodes(t)
  const { client: te } = await a.enter(teacher)
  const { client: s1 } = await b.enter(pupil(1))
  const { client: s2 } = await b.enter(pupil(2))
  const [ofTeacher, own, other] = [follow(te), follow(s1), follow(s2)]
  await command(te, 'wb:mode', { mode: 'each' })
  t.match(await draw(s1, 'u:s1', begin('mine')), { ok: true })
  t.match(await draw(s1, 'u:s2', begin('x')), { ok: false, code: 'FORBIDDEN' })
  await until(() => own.ops.length === 1)
  t.strictSame([ofTeacher.ops, other.ops], [[], []])

  await command(te, 'wb:watch', { board: 'u:s1' })
  await until(() => ofTeacher.views.length)
  t.match(ofTeacher.views, [{ board: 'u:s1', rev: 1, items: [{ id: 'mine', by: 's1' }] }])
  t.match(await draw(te, 'u:s1', begin('help')), { ok: true })
  await until(() => own.ops.length === 2 && ofTeacher.ops.length === 1)
  await command(te, 'wb:spotlight', { board: 'u:s1' })
  await until(() => other.views.some(({ board }) => board === 'u:s1'))
  await command(te, 'wb:spotlight', { board: null })
  await draw(s1, 'u:s1', begin('more'))
  await until(() => ofTeacher.ops.length === 2)
  t.strictSame(other.ops, [], 'what is no longer shown is no longer told')
  const nsp = a.app.io.of('/3-2')
  const { run } = a.app.classrooms.of(nsp).state
  await command(te, 'control', { cmd: 'end' })
  const { client: again } = await a.enter(teacher)
  const shown = next(again, 'wb:board')
  await command(again, 'wb:mode', { mode: 'shared' })
  const [fresh] = await shown
  t.match(fresh, { board: 'main', rev: 0 })
  const former = replicate(nsp, boardMachine(run!.id, 'u:s1'))
  await former.ready()
  t.match(former.state, { rev: 0, items: [] }, 'the boards of a lesson end with it')
})

t.test('a teacher who comes to boards that were drawn on before sees all of them', async (t) => {
  const [a, b] = await twoNodes(t)
  const { client: te } = await a.enter(teacher)
  const [{ client: s1 }, { client: s2 }] = [await b.enter(pupil(1)), await b.enter(pupil(2))]
  await command(te, 'wb:mode', { mode: 'each' })
  await until(async () => (await sync(s1)).board.mode === 'each')
  await draw(s1, 'u:s1', begin('mine'))
  await draw(s2, 'u:s2', begin('yours'))
  s2.on('wb:sketch', () => t.fail('pupils see nothing of others'))
  const later = b.connect('3-2', { ticket: (await b.join(teacher)).ticket })
  const sketches: BoardView[] = []
  later.on('wb:sketch', (sketch) => sketches.push(sketch))
  await send(later, 'join', {})
  await until(() => sketches.length === 2)
  t.match(sketches.map(({ board, items: [item] }) => [board, item?.id]).sort(), [['u:s1', 'mine'], ['u:s2', 'yours']])
  await sync(later)
  await until(() => sketches.length === 4)
  await command(te, 'wb:mode', { mode: 'off' })
  await command(te, 'wb:mode', { mode: 'each' })
  await until(() => sketches.length === 6)
})

t.test('teachers see how the boards of pupils come along', async (t) => {
  const [a, b] = await twoNodes(t)
  const { client: te } = await a.enter(teacher)
  const { client: s1 } = await b.enter(pupil(1))
  const { client: s2 } = await b.enter(pupil(2))
  const picture = `data:image/png;base64,${'A'.repeat(20_000)}`
  t.match(await send(s1, 'wb:preview', { picture }), { ok: false, code: 'FORBIDDEN' })
  await command(te, 'wb:mode', { mode: 'each' })
  const told = next(te, 'wb:preview')
  s2.on('wb:preview', () => t.fail('pupils see no pictures of others'))
  await until(async () => (await sync(s1)).board.mode === 'each')
  t.match(await send(s1, 'wb:preview', { picture }), { ok: true })
  t.strictSame((await told)[0], { v: 1, uid: 's1', picture })
  t.match(await send(s1, 'wb:preview', { picture }), { ok: false, code: 'RATE_LIMIT' })
  for (const wrong of ['data:image/svg+xml;base64,AAAA', 'https://example.org/a.png', `${picture}${'A'.repeat(10_000)}`]) {
    t.match(await send(s2, 'wb:preview', { picture: wrong }), { ok: false, code: 'BAD_REQUEST' })
  }
  t.match(await send(te, 'wb:preview', { picture }), { ok: false, code: 'FORBIDDEN' })
  const { events } = await (a.app.io.of('/3-2').adapter as unknown as KafkaAdapter).history('te')
  t.notOk(events.some(({ event }) => event === 'wb:preview'), 'nobody gets them later')
})
