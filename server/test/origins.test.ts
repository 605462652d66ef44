import t from 'tap'
import { loadConfig } from '../src/config.ts'
import { createOriginPolicy } from '../src/origins.ts'

const host = 'quiz.example:3000'
const secrets = { TICKET_SECRETS: 'a:b' }

t.test('which pages may connect', async t => {
  const cases: Array<[NodeJS.ProcessEnv, string | undefined, boolean]> = [
    [secrets, undefined, true],
    [secrets, 'http://quiz.example:3000', true],
    [secrets, 'https://quiz.example', false],
    [secrets, 'http://localhost:5173', false],
    [secrets, 'null', false],
    [secrets, 'http://quiz.example:3000.evil.example', false],
    [{ ...secrets, ALLOWED_ORIGINS: 'https://school.example' }, 'https://school.example', true],
    [{ ...secrets, ALLOWED_ORIGINS: 'https://school.example' }, 'https://school.example.evil', false],
    [{}, 'http://localhost:5173', true],
    [{}, 'http://127.0.0.1:5173', true],
    [{}, 'http://[::1]:5173', true],
    [{}, 'http://localhost.evil.example', false],
    [{}, 'https://evil.example', false],
    [{ ALLOWED_ORIGINS: 'https://school.example' }, 'http://localhost:5173', false]
  ]
  for (const [env, origin, allowed] of cases) {
    t.equal(createOriginPolicy(loadConfig(env)).allows({ origin, host }), allowed, `${JSON.stringify(env)} ${origin}`)
  }
})
