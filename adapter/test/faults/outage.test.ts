import t from 'tap'
import { needsOwnKafka } from '../../../scripts/lib/test-needs.ts'
import { until } from '../cluster.ts'
import { person, podStarter } from './pods.ts'

t.setTimeout(90_000)
const kafka = await needsOwnKafka(t)
if (kafka) {
  t.test('a broker that stops and comes back: nothing acknowledged is lost, nobody is cut, no restart', async (t) => {
    const startPod = await podStarter(t, kafka.brokers, { heartbeatInterval: 300, heartbeatTimeout: 5_000 })
    const pods = await Promise.all([startPod(), startPod()])
    const people = await Promise.all(pods.map((pod, i) => person(t, pod, 'room-1', `${i}`)))
    const drops: string[] = []
    for (const { socket } of people) socket.on('disconnect', (reason) => drops.push(reason))

    const acknowledged: string[] = []
    const outcomes: Promise<void>[] = []
    let sent = 0
    const sending = setInterval(() => {
      const text = `${sent++}`
      people[0]!.socket.emit('say', text)
      outcomes.push(people[1]!.ask('add', text).then((answer) => { if ('result' in (answer as object)) acknowledged.push(text) }))
    }, 20)
    t.teardown(() => clearInterval(sending))

    await until(() => acknowledged.length > 20)
    await kafka.stopBroker(0)
    const [atStop, heardAtStop] = [sent, people[1]!.heard.length]
    await until(() => sent > atStop + 100)
    t.ok(people[1]!.heard.length <= heardAtStop + 20, 'nothing is delivered on one pod only while the log is away')
    await kafka.startBroker(0)
    await until(() => acknowledged.length > atStop + 120)
    clearInterval(sending)
    await Promise.all(outcomes)

    await people[0]!.say('last')
    await until(() => people[1]!.heard.includes('last'))
    t.same(people[0]!.heard, people[1]!.heard, 'the same for both, in one order')
    t.same(people[0]!.heard, [...Array.from({ length: sent }, (_, i) => `${i}`), 'last'], 'all that was said, once, in order')
    const states = await Promise.all(people.map((someone) => someone.ask('state'))) as string[][]
    t.same(states[0], states[1])
    t.same(acknowledged.filter((text) => !states[0]!.includes(text)), [], 'every acknowledged command is in the state')
    t.equal(new Set(states[0]).size, states[0]!.length, 'once')
    t.same(drops, [])
  })
}
