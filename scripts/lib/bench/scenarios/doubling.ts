import { partitionOf } from '../../../../adapter/src/partition.ts'
import { Cell, type Layout } from '../cell.ts'
import { type Measures } from '../samples.ts'
import { type Scenario } from '../scenario.ts'

const SIZES = [2, 4]
const CLASSES_PER_POD = 10
const PARTITIONS = 12
const RATE_PER_POD = 100

/** More pods with more classes, and as much to do for each pod as before. */
export const doubling: Scenario = {
  peers: ['kafka-recovery', 'streams-recovery', 'redis', 'cluster'],
  most: 2,
  tables: [{
    title: 'Twice as many pods',
    about: 'CPU in percent of one core, with as much load per pod: 10 classes of 30 people, who are all on that pod as behind a balancer that goes by class, and 100 broadcasts per second.',
    columns: { 'pod 2': 'Per pod, 2 pods', 'pod 4': 'Per pod, 4 pods', growth: 'Growth, times', 'broker 2': 'Broker, 2 pods', 'broker 4': 'Broker, 4 pods' }
  }],

  async measure ({ servers, quick }, peer) {
    const measures: Measures = {}
    for (const pods of SIZES) {
      const cell = await Cell.start(servers, peer, layoutOf(pods))
      const rates = Array.from({ length: pods }, () => RATE_PER_POD)
      const seconds = quick ? 2 : 5
      try {
        await cell.load({ rates: rates.map(rate => 3 * rate), seconds: quick ? 1 : 3 })
        const { usages, broker } = await cell.load({ rates, seconds })
        measures[`pod ${pods}`] = usages.reduce((sum, { cpu }) => sum + cpu, 0) / pods / seconds / 10_000
        measures[`broker ${pods}`] = broker / seconds / 10_000
      } finally {
        await cell.stop()
      }
    }
    return { ...measures, growth: measures['pod 4']! / measures['pod 2']! }
  }
}

/** Classes of one partition are on one pod. */
function layoutOf (pods: number): Layout {
  const classes = Array.from({ length: pods }, () => [] as string[])
  for (let i = 0; classes.some(({ length }) => length < CLASSES_PER_POD); i++) {
    const name = `/class-${i}`
    const ofPod = classes[partitionOf(name, PARTITIONS) % pods]!
    if (ofPod.length < CLASSES_PER_POD) ofPod.push(name)
  }
  return { pods, classes, people: 30, apart: true }
}
