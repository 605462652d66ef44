import { join } from 'node:path'
import t from 'tap'
import { Type } from 'typebox'
import { readEnv } from '../src/env.ts'

const schema = Type.Object({ SECRET: Type.String({ default: 'none' }), COUNT: Type.Integer({ minimum: 1, maximum: 9, default: 1 }) })

t.test('a value may stand in a file', async t => {
  const dir = t.testdir({ secret: 'from a file\n', count: '3' })
  const env = { SECRET_FILE: join(dir, 'secret'), COUNT_FILE: join(dir, 'count') }
  t.strictSame(readEnv(schema, env), { SECRET: 'from a file', COUNT: 3 })
  t.throws(() => readEnv(schema, { ...env, SECRET: 'x' }), { message: /SECRET_FILE: SECRET is set as well/ })
  t.throws(() => readEnv(schema, { SECRET_FILE: join(dir, 'missing') }), { message: /SECRET_FILE: ENOENT/ })
})

t.test('an empty variable is a missing one', async t => {
  t.strictSame(readEnv(schema, { SECRET: '', COUNT: '', COUNT_FILE: '' }), { SECRET: 'none', COUNT: 1 })
})
