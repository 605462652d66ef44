import { randomUUID } from 'node:crypto'
import type { BareOptions, ConsumerCommands, ProducerCommands } from '../bare.ts'
import { Cell } from '../cell.ts'
import { remote, startProcess } from '../remote.ts'
import { type Measures } from '../samples.ts'
import { type Scenario } from '../scenario.ts'

const RATES = [1_000, 300, 50]
const WARM_UP = 1_000
const CLASSES = Array.from({ length: 20 }, (_, i) => `/class-${i}`)
const PODS = 3
const PEOPLE = 10

/** Messages at constant rates to classes of 30 people. */
export const steady: Scenario = {
  peers: ['memory', 'kafka-recovery', 'kafka', 'streams-recovery', 'streams', 'redis', 'cluster', 'bare'],
  tables: [{
    title: 'CPU time per broadcast',
    about: 'Microseconds. One pod emits to 20 classes in turn; each class has 30 people, 10 on each of three pods. ' +
      '"Broker" is the server of Kafka or of Redis, or the process that relays for the cluster adapter.',
    columns: {
      'emitter 1000': 'Emitter, 1,000/s',
      'receiver 1000': 'Receiver, 1,000/s',
      'broker 1000': 'Broker, 1,000/s',
      'emitter 300': 'Emitter, 300/s',
      'receiver 300': 'Receiver, 300/s',
      'broker 300': 'Broker, 300/s',
      rss: 'Memory of the emitter, MiB'
    }
  }, {
    title: 'Time to clients of other pods',
    about: 'Milliseconds from `emit()` on one pod to the client of another one, in the same runs. Bare kafkajs is one `send()` per message, and `eachMessage` in another process.',
    columns: {
      'p50 50': 'p50, 50/s', 'p99 50': 'p99, 50/s', 'p50 300': 'p50, 300/s', 'p99 300': 'p99, 300/s', 'p50 1000': 'p50, 1,000/s', 'p99 1000': 'p99, 1,000/s', missing: 'Not delivered'
    }
  }],

  async measure ({ servers, quick }, peer) {
    if (peer === 'bare') return await measureBare(servers.addresses.kafka!, quick)
    const cell = await Cell.start(servers, peer, { pods: PODS, classes: [CLASSES], people: PEOPLE })
    try {
      await cell.load({ rates: [WARM_UP], seconds: quick ? 1 : 3 })
      const measures: Measures = { missing: 0 }
      for (const rate of RATES) {
        const { sent, usages, broker, remote, missing } = await cell.load({ rates: [rate], seconds: quick ? 2 : 4 })
        const [emitter, ...receivers] = usages
        measures[`emitter ${rate}`] = emitter!.cpu / sent
        measures.rss ??= emitter!.rss / 2 ** 20
        measures.missing! += missing
        if (receivers.length === 0) continue
        measures[`receiver ${rate}`] = receivers.reduce((sum, { cpu }) => sum + cpu, 0) / receivers.length / sent
        measures[`broker ${rate}`] = broker / sent
        Object.assign(measures, quantilesAt(rate, remote))
      }
      return measures
    } finally {
      await cell.stop()
    }
  }
}

async function measureBare (brokers: string[], quick: boolean): Promise<Measures> {
  const topic = `bench-${randomUUID()}`
  const start = async (role: BareOptions['role']) => await startProcess('bare.ts', { role, brokers, topic } satisfies BareOptions)
  const started = [await start('consumer'), await start('producer')] as const
  try {
    const consumer = remote<ConsumerCommands>(started[0].urls[0]!)
    const producer = remote<ProducerCommands>(started[1].urls[0]!)
    const run = async (rate: number, seconds: number) => {
      await consumer.take()
      await producer.run({ rate, seconds, burst: 1 })
      return await consumer.take()
    }
    await run(WARM_UP, quick ? 1 : 3)
    const measures: Measures = {}
    for (const rate of RATES) Object.assign(measures, quantilesAt(rate, await run(rate, quick ? 2 : 4)))
    return measures
  } finally {
    await Promise.all(started.map(each => each.stop()))
  }
}

function quantilesAt (rate: number, { p50, p99 }: { p50: number, p99: number }): Measures {
  return { [`p50 ${rate}`]: p50, [`p99 ${rate}`]: p99 }
}
