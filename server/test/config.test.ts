import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import t from 'tap'
import { ConfigError } from '../src/env.ts'
import { loadConfig } from '../src/config.ts'

t.test('an empty environment is one process in the open mode', async t => {
  t.match(loadConfig({}), {
    NODE_ENV: 'development', MODE: 'memory', HOST: '127.0.0.1', PORT: 3000, INTERNAL_PORT: 9464, TICKET_SECRETS: '', ALLOWED_ORIGINS: [], LEAVE_GRACE_MS: 10_000
  })
})

t.test('.env.example shows every variable with its default', async t => {
  const example = parseEnv(readFileSync(resolve(import.meta.dirname, '../../.env.example'), 'utf8')) as NodeJS.ProcessEnv
  t.strictSame(Object.keys(example).sort(), Object.keys(loadConfig({})).sort())
  t.strictSame(loadConfig(example), loadConfig({}))
})

t.test('values', async t => {
  const config = loadConfig({
    MODE: 'kafka', PORT: '0', KAFKA_BROKERS: 'a:1, b:2', KAFKA_TLS: 'true', ALLOWED_ORIGINS: 'https://a.example', TRUST_PROXY: '10.0.0.0/8,loopback', LOG_LEVEL: ''
  })
  t.match(config, {
    MODE: 'kafka', PORT: 0, KAFKA_BROKERS: ['a:1', 'b:2'], KAFKA_TLS: true, ALLOWED_ORIGINS: ['https://a.example'], TRUST_PROXY: ['10.0.0.0/8', 'loopback'], LOG_LEVEL: 'info'
  })
})

t.test('says which variable is wrong and what is expected', async t => {
  const wrong: Array<[NodeJS.ProcessEnv, RegExp]> = [
    [{ PORT: '70000' }, /PORT: expected an integer from 0 to 65535/],
    [{ PORT: '3000.5' }, /PORT: expected an integer/],
    [{ MODE: 'cloud' }, /MODE: expected one of memory, cluster, kafka/],
    [{ KAFKA_TLS: 'yes' }, /KAFKA_TLS: expected true or false/],
    [{ KAFKA_BROKERS: 'a' }, /KAFKA_BROKERS: expected a list a,b,c/],
    [{ ALLOWED_ORIGINS: 'https://a.example/path' }, /ALLOWED_ORIGINS: expected a list/],
    [{ TICKET_SECRETS: 'secret' }, /TICKET_SECRETS: expected kid:secret,kid:secret/],
    [{ TICKET_SECRETS: 'a:1,a:2' }, /TICKET_SECRETS: .* different kids/],
    [{ KAFKA_SASL_MECHANISM: 'plain', KAFKA_USERNAME: 'u' }, /KAFKA_PASSWORD: expected a value/],
    [{ DATABASE_URL: 'mysql://a/b' }, /DATABASE_URL: expected postgres/],
    [{ NODE_ENV: 'production' }, /TICKET_SECRETS: expected .* production/],
    [{ NODE_ENV: 'production', TICKET_SECRETS: 'a:short' }, /TICKET_SECRETS: expected secrets of at least 32 bytes/]
  ]
  for (const [env, message] of wrong) t.throws(() => loadConfig(env), { name: 'ConfigError', message }, JSON.stringify(env))
  t.throws(() => loadConfig({ PORT: 'x', MODE: 'x' }), { message: /PORT(.|\n)*MODE|MODE(.|\n)*PORT/ }, 'all of them at once')
  try {
    loadConfig({ TICKET_SECRETS: 'hidden-value' })
  } catch (error) {
    t.ok(error instanceof ConfigError)
    t.notMatch((error as Error).message, /hidden-value/, 'values stay secret')
  }
})
