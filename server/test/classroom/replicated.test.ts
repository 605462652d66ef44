import { once } from 'node:events'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { createAdapter, MemoryLog, replicate } from 'socket.io-kafka-adapter'
import t, { type Test } from 'tap'
import { classMachine, timers, type Command } from '../../src/classroom/index.ts'
import { codeOf, setOf, single } from './lesson.ts'

/** The class on a node of its own. */
async function host (t: Test, log: MemoryLog) {
  const io = new Server(createServer(), { adapter: createAdapter(log) })
  t.teardown(() => io.close())
  await io.of('/').adapter.init()
  const replica = replicate(io.of('/3-2'), classMachine)
  await replica.ready()
  return replica
}

let sent = 0
const by = (uid: string, role: 'TE' | 'ST', type: string, data: unknown = {}): Command => ({ type, by: { uid, role }, cmdId: `c${++sent}`, seed: 1, data })
const join = (uid: string, role: 'TE' | 'ST') => by(uid, role, 'join', { node: 'n', sid: uid, name: uid })

t.test('pods agree on a lesson, also one that opens it later', async (t) => {
  const log = new MemoryLog()
  const [one, two] = [await host(t, log), await host(t, log)]
  for (const command of [join('t', 'TE'), join('a', 'ST'), join('b', 'ST')]) t.equal(codeOf((await one.submit(command)).result), 'ok')
  await two.submit(by('t', 'TE', 'quiz:cmd', { cmd: 'load', set: setOf({ ...single, seconds: 1 }) }))
  await two.submit(by('t', 'TE', 'quiz:cmd', { cmd: 'start' }))

  const answer = by('a', 'ST', 'quiz:answer', { qid: 'q1', round: 1, value: 'b' })
  const attempts = await Promise.all([one.submit(answer), two.submit(answer), one.submit(by('b', 'ST', 'quiz:answer', { qid: 'q1', round: 1, value: 'a' }))])
  t.same(attempts[0].result, attempts[1].result, 'the same command over two pods counts once')
  t.ok(attempts.every(({ result }) => result.ok))

  // Both pods see to it that the question is locked in time.
  const [closing] = timers(one.state!)
  const locked = [one, two].map(async (replica) => {
    while (replica.state!.quiz!.phase !== 'locked') await once(replica, 'applied')
  })
  setTimeout(() => [one, two].forEach((replica) => replica.submit(closing!.command)), closing!.at - attempts[0].at + 50)
  await Promise.all(locked)

  await two.submit(by('t', 'TE', 'quiz:cmd', { cmd: 'reveal' }))
  const last = await one.submit(by('t', 'TE', 'quiz:cmd', { cmd: 'board' }))
  t.equal(codeOf(last.result), 'ok')
  await two.submit(closing!.command)
  const late = await host(t, log)
  t.strictSame(late.state, one.state)
  t.strictSame(two.state, one.state)
  t.match(late.state!.outbox.records.at(-1), { kind: 'answers', answers: [{ uid: 'a', right: true, points: 1000 }, { uid: 'b', right: false }] })
})
