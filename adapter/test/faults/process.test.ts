import t from 'tap'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { until } from '../cluster.ts'
import { person, podStarter, QUICK } from './pods.ts'

t.setTimeout(90_000)
const brokers = await needsKafka(t)
if (brokers) {
  t.test('clients of a pod that is killed recover on another one', async (t) => {
    const startPod = await podStarter(t, brokers)
    const [first, second] = await Promise.all([startPod(), startPod()])
    const pupil = await person(t, first, 'room-1', '민준')
    const teacher = await person(t, second, 'room-1', 'te')
    await teacher.say('before')
    await until(() => pupil.heard.includes('before'))
    const { id } = pupil.socket

    await first.kill()
    await pupil.lost()
    await teacher.say('while it was away')
    t.equal(await pupil.connect(second), true)
    t.equal(pupil.socket.id, id)
    await teacher.say('after')
    await until(() => pupil.heard.includes('after'))
    t.same(pupil.heard, ['before', 'while it was away', 'after'])
    await until(async () => (await teacher.ask('who') as string[]).length === 2)
    t.same((await teacher.ask('who') as string[]).sort(), ['te', '민준'])
  })

  t.test('a pod that was stopped for a while delivers nothing late: its clients are cut, and go on elsewhere', async (t) => {
    const startPod = await podStarter(t, brokers)
    const [first, second] = await Promise.all([startPod(), startPod()])
    const moved = await person(t, first, 'room-1', 'moved')
    const stayed = await person(t, first, 'room-1', 'stayed')
    const teacher = await person(t, second, 'room-1', 'te')
    await teacher.say('one')
    await until(() => moved.heard.length === 1 && stayed.heard.length === 1)

    first.signal('SIGSTOP')
    await until(async () => (await teacher.ask('stats') as { members: string[] }).members.length === 1)
    await teacher.say('two')
    moved.socket.io.engine.close()
    await moved.lost()
    t.equal(await moved.connect(second), true, 'recovers while its old pod is stopped')
    t.same(moved.heard, ['one', 'two'])
    await teacher.say('three')

    first.signal('SIGCONT')
    await stayed.lost()
    t.same(stayed.heard, ['one'], 'nothing was delivered late')
    await until(async () => (await teacher.ask('stats') as { members: string[] }).members.length === 2)
    t.equal(await stayed.connect(first), true, 'and recovers on the pod that is back')
    await teacher.say('four')
    await until(() => [moved, stayed].every(({ heard }) => heard.includes('four')))
    t.same(moved.heard, ['one', 'two', 'three', 'four'])
    t.same(stayed.heard, ['one', 'two', 'three', 'four'])
    t.same((await stayed.ask('who') as string[]).sort(), ['moved', 'stayed', 'te'])
  })

  t.test('the state is back when all pods were killed at once', async (t) => {
    const startPod = await podStarter(t, brokers, { ...QUICK, checkpointCommands: 8 })
    const pods = await Promise.all([startPod(), startPod()])
    const people = await Promise.all(pods.map((pod, i) => person(t, pod, 'room-1', `${i}`)))
    const added: string[] = []
    for (let i = 0; i < 21; i++) {
      const { result } = await people[i % 2]!.ask('add', `answer ${i}`) as { result: number }
      t.equal(result, i + 1)
      added.push(`answer ${i}`)
    }
    await Promise.all(pods.map((pod) => pod.kill()))
    const later = await startPod()
    const returner = await person(t, later, 'room-1')
    t.same(await returner.ask('state'), added)
    t.same(await returner.ask('add', 'one more'), { result: 22 })
  })

  t.test('a class that nobody hosts any more is back after others went on beyond the window', async (t) => {
    const startPod = await podStarter(t, brokers, { ...QUICK, windowBytes: 4_000 })
    const first = await startPod()
    const early = await person(t, first, 'room-early')
    for (let i = 0; i < 5; i++) await early.ask('add', `${i}`)
    early.socket.disconnect()

    // The window is bounded by bytes as well as by time: what follows pushes the early class out of it.
    const other = await person(t, first, 'room-other')
    for (let i = 0; i < 200; i++) await other.ask('add', `something longer, number ${i}`)
    await first.kill()
    const second = await startPod()
    const returner = await person(t, second, 'room-early')
    t.same(await returner.ask('state'), ['0', '1', '2', '3', '4'])
  })
}
