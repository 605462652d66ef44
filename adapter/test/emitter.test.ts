import t from 'tap'
import { Emitter, LogFullError, LogUnavailableError, MemoryLog, OptionError } from '../src/index.ts'
import { kafkaClient } from './kafka/kafka-fixture.ts'

t.test('options are checked', async (t) => {
  t.throws(() => new Emitter(kafkaClient(['127.0.0.1:1']), { maxQueuedFrames: 0 }), OptionError)
  t.throws(() => new Emitter(new MemoryLog(), { deliveryTimeout: -1 }), OptionError)
})

t.test('what cannot be stored is told, and thrown by the next flush; what waits is bounded', async (t) => {
  const errors: Error[] = []
  const emitter = new Emitter(kafkaClient(['127.0.0.1:1']), {
    deliveryTimeout: 300, maxQueuedFrames: 2, maxQueuedBytes: 1_000, onError: (error) => errors.push(error)
  })
  const nsp = emitter.of('/')
  nsp.emit('test', Buffer.alloc(1_000))
  await t.rejects(emitter.flush(), LogFullError, 'too many bytes')
  for (const n of [1, 2, 3]) nsp.emit('test', n)
  await t.rejects(emitter.flush(), LogFullError, 'too many events')
  t.same(errors.map(({ name }) => name), ['LogFullError', 'LogFullError', 'LogUnavailableError', 'LogUnavailableError'])
  await emitter.flush()

  nsp.emit('test', 5)
  await t.rejects(emitter.close(), LogUnavailableError)
})
