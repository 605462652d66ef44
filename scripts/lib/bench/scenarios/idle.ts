import { setTimeout as sleep } from 'node:timers/promises'
import { Cell } from '../cell.ts'
import { type Measures } from '../samples.ts'
import { type Scenario } from '../scenario.ts'

const PODS = 3
const NAMESPACES = Array.from({ length: 10_000 }, (_, i) => `/idle-${i}`)
const FEW = ['/class-0']
const SETTLE_MS = 3_000

/** Namespaces in which nothing happens. */
export const idle: Scenario = {
  peers: ['memory', 'kafka-recovery', 'kafka', 'streams-recovery', 'redis'],
  most: 2,
  tables: [{
    title: 'Namespaces in which nothing happens',
    about: 'Three pods, each with all 10,000 namespaces, and nobody connected. CPU in percent of one core. The cluster adapter is left out: each of its namespaces sends heartbeats of its own to all the others.',
    columns: {
      few: 'CPU per pod, 1 namespace, %',
      many: 'CPU per pod, 10,000 namespaces, %',
      broker: 'CPU of the broker, 10,000 namespaces, %',
      heap: 'Heap per namespace, KiB',
      rss: 'Memory of a pod, 10,000 namespaces, MiB'
    }
  }],

  async measure ({ servers, quick }, peer) {
    const cell = await Cell.start(servers, peer, { pods: PODS, classes: [FEW], people: 0 })
    const seconds = quick ? 3 : 6
    const rest = async () => {
      await sleep(SETTLE_MS)
      const { usages, broker } = await cell.load({ rates: [], seconds })
      return { pod: percent(mean(usages.map(({ cpu }) => cpu))), broker: percent(broker) }
    }
    const percent = (micros: number): number => micros / seconds / 10_000
    const memory = async () => await Promise.all(cell.pods.map(pod => pod.memory()))
    try {
      const before = await memory()
      const few = await rest()
      await Promise.all(cell.pods.map(pod => pod.open(NAMESPACES)))
      // Collects garbage, too: that is not part of being idle.
      const after = await memory()
      const many = await rest()
      const heap = mean(after.map((pod, i) => pod.heap - before[i]!.heap)) / NAMESPACES.length / 1024
      return { few: few.pod, many: many.pod, broker: many.broker, heap, rss: mean(after.map(pod => pod.rss)) / 2 ** 20 } satisfies Measures
    } finally {
      await cell.stop()
    }
  }
}

function mean (values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
