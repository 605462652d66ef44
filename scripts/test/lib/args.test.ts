import t from 'tap'
import { readArgs } from '../../lib/args.ts'

const defaults = { brokers: 1, topic: 'classroom', json: false }

t.test('without arguments the defaults hold', async t => {
  t.same(readArgs(defaults, []), defaults)
})

t.test('values have the type of their default', async t => {
  t.same(readArgs(defaults, ['--brokers', '3', '--topic=7', '--json']), { brokers: 3, topic: '7', json: true })
})

t.test('what cannot be understood is refused, by name', async t => {
  t.throws(() => readArgs(defaults, ['--broker', '3']), /'--broker'/)
  t.throws(() => readArgs(defaults, ['three']), /'three'/)
  t.throws(() => readArgs(defaults, ['--topic']), /--topic/)
  for (const value of ['-1', '1.5', 'three', '']) {
    t.throws(() => readArgs(defaults, [`--brokers=${value}`]), { message: '--brokers needs a whole number' }, value)
  }
})
