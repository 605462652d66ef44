import t from 'tap'
import { createAdapter, KafkaLog, MemoryLog, OptionError } from '../src/index.ts'
import { resolveKafkaLogOptions, resolveNodeOptions } from '../src/options.ts'
import { kafkaClient } from './kafka/kafka-fixture.ts'

t.test('undefined never beats a default', async (t) => {
  t.same(resolveNodeOptions({ window: undefined, interest: undefined }), resolveNodeOptions())
  t.same(resolveKafkaLogOptions({ topic: undefined, partitions: 0 }), resolveKafkaLogOptions())
})

const wrong: [options: object, message: RegExp][] = [
  [{ heartbeat: 1 }, /unknown option "heartbeat"/],
  [{ window: '1' }, /"window" must be a number/],
  [{ window: 0 }, /"window" must be a positive number/],
  [{ windowBytes: NaN }, /"windowBytes" must be a positive number/],
  [{ heartbeatInterval: 3_000, heartbeatTimeout: 5_000 }, /"heartbeatTimeout" must be at least twice/],
  [{ interest: 'some' }, /"interest" must be "needed" or "all"/],
  [{ ordering: 'fast' }, /"ordering" must be "log" or "local-first"/],
  [{ allowPartial: 1 }, /"allowPartial" must be a boolean/],
  [{ onError: 'log' }, /"onError" must be a function/],
  [{ topic: 1 }, /"topic" must be a string/],
  [{ partitions: -1 }, /"partitions" must be a positive number/],
  [{ socketTimeout: 100 }, /"socketTimeout" must be at least twice/]
]

t.test('a value that cannot be used is named at once, whatever the log is', async (t) => {
  for (const [options, message] of wrong) {
    for (const log of [kafkaClient(['127.0.0.1:1']), new MemoryLog()]) {
      t.throws(() => createAdapter(log, options), { name: OptionError.name, message })
    }
  }
  t.throws(() => new KafkaLog(kafkaClient(['127.0.0.1:1']), { topic: 'x', ...{ window: 1 } }), OptionError, 'an option of somebody else')
})
