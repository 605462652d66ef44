import t from 'tap'
import { type NodeStats } from 'socket.io-kafka-adapter'
import { Readiness } from '../../src/plugins/readiness.ts'
import { build } from '../helper.ts'

t.test('says why clients should not be sent here', async t => {
  const { node } = await build(t)
  const stats: NodeStats = structuredClone({ ...node.stats(), log: { ...node.stats().log } })
  let isFull = false
  const readiness = new Readiness(() => stats, () => isFull)
  t.strictSame(readiness.reasons(), [])

  stats.log.lag = 20_000
  stats.log.queuedFrames = 30_000
  t.strictSame(readiness.reasons(), ['20000 records wait to be read', '30000 frames wait to be written'])
  t.ok(readiness.accepts())

  stats.log.lag = stats.log.queuedFrames = 0
  stats.ready = false
  t.strictSame(readiness.reasons(), ['not connected to the other nodes'])
  t.notOk(readiness.accepts())

  stats.ready = true
  isFull = true
  t.strictSame(readiness.reasons(), ['full'])
  t.notOk(readiness.accepts())

  isFull = false
  readiness.drain()
  t.strictSame(readiness.reasons(), ['draining'])
  t.ok(readiness.accepts(), 'whoever is sent here until all routers know is let in')
  readiness.refuse()
  t.notOk(readiness.accepts())
})
