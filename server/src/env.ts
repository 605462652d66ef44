import { readFileSync } from 'node:fs'
import { type Static, type TObject, type TSchema } from 'typebox'
import { Check } from 'typebox/value'

/** The environment cannot be used; the message names every wrong variable and what is expected. Values are not shown: they may be secret. */
export class ConfigError extends Error {
  override name = 'ConfigError'

  constructor (problems: readonly string[]) {
    super(`The environment cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
  }
}

/** What the reader looks at in a schema of one variable. */
interface Variable {
  type?: string
  enum?: readonly string[]
  items?: { pattern?: string }
  minimum?: number
  maximum?: number
  default?: unknown
}

/**
 * Reads the variables that a schema names. Numbers, booleans (true, false) and lists (a,b,c) are written as text; an empty variable counts as
 * missing; `NAME_FILE` may name a file that holds the value of `NAME`, which keeps secrets out of the environment.
 * @throws {ConfigError}
 */
export function readEnv<T extends TObject> (schema: T, env: NodeJS.ProcessEnv): Static<T> {
  const config: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [name, variable] of Object.entries(schema.properties as Record<string, TSchema & Variable>)) {
    try {
      const text = read(name, env)
      config[name] = text ? parse(variable, text) : variable.default
      if (!Check(variable, config[name])) problems.push(`${name}: expected ${expectation(variable)}`)
    } catch (error) {
      problems.push(`${name}_FILE: ${(error as Error).message}`)
    }
  }
  if (problems.length) throw new ConfigError(problems)
  return config as Static<T>
}

function read (name: string, env: NodeJS.ProcessEnv): string | undefined {
  const file = env[`${name}_FILE`]
  if (!file) return env[name]
  if (env[name]) throw new Error(`${name} is set as well`)
  return readFileSync(file, 'utf8').trim()
}

function parse ({ type }: Variable, text: string): unknown {
  switch (type) {
    case 'integer': return /^-?\d+$/.test(text) ? Number(text) : text
    case 'boolean': return text === 'true' ? true : text === 'false' ? false : text
    case 'array': return text.split(',').map((item) => item.trim())
    default: return text
  }
}

function expectation (variable: Variable): string {
  if (variable.enum) return `one of ${variable.enum.join(', ')}`
  switch (variable.type) {
    case 'integer': return `an integer from ${variable.minimum} to ${variable.maximum}`
    case 'boolean': return 'true or false'
    case 'array': return `a list a,b,c whose items match ${variable.items?.pattern}`
    default: return 'a text'
  }
}
