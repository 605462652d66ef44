import { setTimeout as delay } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t from 'tap'
import { MemoryLog } from '../src/memory-log.ts'
import { adapterOf, startNode } from './cluster.ts'
import { withRecovery } from './roamer.ts'

const COUNT = 2_000

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Bytes in use: what is left when nothing more goes. */
async function heapUsed (): Promise<number> {
  for (let i = 0; i < 4; i++) {
    collectGarbage()
    await delay(10)
  }
  return process.memoryUsage().heapUsed
}

t.test('an idle namespace takes a few KB, and gives them back', async (t) => {
  const log = new MemoryLog()
  const { io } = await startNode(t, () => log, withRecovery)
  const openAll = () => { for (let i = 0; i < COUNT; i++) io.of(`/class-${i}`) }
  const closeAll = async () => {
    for (let i = 0; i < COUNT; i++) {
      await io.of(`/class-${i}`).adapter.close()
      io._nsps.delete(`/class-${i}`)
    }
  }
  // Once for what is made only once.
  openAll()
  await closeAll()

  const before = await heapUsed()
  openAll()
  const each = (await heapUsed() - before) / COUNT
  t.comment(`${Math.round(each)} bytes per namespace`)
  t.ok(each < 8_000, `${each} bytes`)
  for (let round = 0; round < 5; round++) {
    await closeAll()
    openAll()
  }
  await closeAll()
  const left = (await heapUsed() - before) / COUNT
  t.comment(`${Math.round(left)} bytes left per namespace after six rounds`)
  t.ok(left < 300, `${left} bytes`)
  t.equal(adapterOf(io.of('/')).stats().namespaces, 1)
})
