import { Cell, type Layout } from '../cell.ts'
import { type PeerName } from '../peers.ts'
import { type Context, type Scenario, type Table } from '../scenario.ts'

const PODS = 3
const MOST_MS = 500
const FIRST_RATE = 500
const LEAST_RATE = 50
const MOST_RATE = 64_000

interface Kind extends Table {
  classes: number
  /** People of each class on each pod. */
  people: number
  burst: number
}

/** Many classes, so that hardly two messages in a row are for the same people. */
export const classes = capacity({
  title: 'Highest rate, 200 classes',
  about: 'Broadcasts per second that three pods take together, with p99 below 500 ms from `emit()` to the client, and every message delivered. They emit in turn to 200 classes of 30 people, so that messages that follow each other are for other people.',
  classes: 200,
  people: 10,
  burst: 1,
  columns: { rate: 'Broadcasts per second' }
})

/** Few classes in which much happens at once. */
export const bursts = capacity({
  title: 'Highest rate, bursts in 4 classes',
  about: 'The same with 4 classes of 30 people, where 30 messages at a time go to the same class, as when everybody answers at once.',
  classes: 4,
  people: 10,
  burst: 30,
  columns: { rate: 'Broadcasts per second' }
})

function capacity ({ classes, people, burst, ...table }: Kind): Scenario {
  const peers: PeerName[] = ['kafka-recovery', 'kafka', 'streams-recovery', 'redis', 'cluster']
  const names = Array.from({ length: classes }, (_, i) => `/class-${i}`)
  // Each pod begins with another class.
  const layout: Layout = { pods: PODS, people, classes: Array.from({ length: PODS }, (_, pod) => [...names.slice(pod), ...names.slice(0, pod)]) }

  async function holdsIn (cell: Cell, rate: number, seconds: number): Promise<boolean> {
    const { missing, local, remote } = await cell.load({ rates: Array.from({ length: PODS }, () => rate / PODS), seconds, burst })
    return missing === 0 && Math.max(local.p99, remote.p99) < MOST_MS
  }

  async function measure ({ servers, quick, before }: Context, peer: PeerName): Promise<{ rate: number }> {
    const cell = await Cell.start(servers, peer, layout)
    try {
      await holdsIn(cell, FIRST_RATE, quick ? 1 : 3)
      const holds = async (rate: number) => await holdsIn(cell, rate, quick ? 1.5 : 3)
      return { rate: await findHighest(holds, before.rate ?? FIRST_RATE, quick ? 1 : 3) }
    } finally {
      await cell.stop()
    }
  }
  return { peers, tables: [table], most: 2, measure }
}

/** By doubling or halving, and then by bisection in so many steps. */
export async function findHighest (holds: (rate: number) => Promise<boolean>, first: number, steps: number): Promise<number> {
  let [low, high] = [0, Infinity]
  for (let rate = first; low === 0 || high === Infinity; rate = low === 0 ? rate / 2 : rate * 2) {
    if (await holds(rate)) low = rate
    else high = rate
    if (low >= MOST_RATE || high <= LEAST_RATE) return low
  }
  for (let step = 0; step < steps; step++) {
    const rate = Math.sqrt(low * high)
    if (await holds(rate)) low = rate
    else high = rate
  }
  return low
}
