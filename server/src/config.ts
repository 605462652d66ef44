import { Type, type Static } from 'typebox'
import { limits } from '../protocol/constants.ts'
import { parseKeys } from './auth/keys.ts'
import { ConfigError, readEnv } from './env.ts'

const port = (name: string, preset: number) => Type.Integer({ minimum: 0, maximum: 65535, default: preset, description: `${name}; 0 takes a free one` })
const ms = (description: string, preset: number) => Type.Integer({ minimum: 0, maximum: 86_400_000, default: preset, description: `${description}, in ms` })
const text = (description: string, preset = '') => Type.String({ default: preset, description })
const count = (description: string, preset: number, maximum: number) => Type.Integer({ minimum: 1, maximum, default: preset, description })
const list = (description: string, pattern: string, preset: string[] = []) => Type.Array(Type.String({ pattern }), { default: preset, description })

/** Every environment variable of the server; {@link readEnv} says how they are written. */
const ConfigSchema = Type.Object({
  NODE_ENV: Type.Enum(['development', 'test', 'production'], { default: 'development' }),
  MODE: Type.Enum(['memory', 'cluster', 'kafka'], { default: 'memory', description: 'memory: one process; cluster: several of one machine; kafka: several behind one Kafka' }),
  WORKERS: Type.Integer({ minimum: 0, maximum: 256, default: 0, description: 'Processes of the cluster mode; 0 takes as many as there are cores' }),
  HOST: text('Address to listen on', '127.0.0.1'),
  PORT: port('Port of the popup and its sockets', 3000),
  INTERNAL_PORT: port('Port of health and metrics', 9464),
  TRUST_PROXY: list('Addresses or networks of the proxies whose X-Forwarded-For is believed', '^[0-9A-Fa-f.:/]+$|^(loopback|linklocal|uniquelocal)$'),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { default: 'info' }),
  WEB_DIR: text('Folder of the built popup', 'dist/web'),

  TICKET_SECRETS: text('kid:secret,kid:secret - keys of launches; the first one signs tickets as well. Empty: open mode'),
  ALLOWED_ORIGINS: list('Origins beside the own one that may connect', '^https?://[^/,\\s]+$'),

  KAFKA_BROKERS: list('Brokers', '^.+:\\d+$', ['127.0.0.1:9092']),
  KAFKA_TOPIC: text('The topic', 'classroom'),
  KAFKA_PARTITIONS: Type.Integer({ minimum: 1, maximum: 1000, default: 12, description: 'Partitions of the topic' }),
  KAFKA_SASL_MECHANISM: Type.Enum(['none', 'plain', 'scram-sha-256', 'scram-sha-512'], { default: 'none' }),
  KAFKA_USERNAME: text('User at Kafka'),
  KAFKA_PASSWORD: text('Password at Kafka'),
  KAFKA_TLS: Type.Boolean({ default: false, description: 'Talk TLS to Kafka' }),
  KAFKA_TLS_CA: text('Certificate authority of Kafka (PEM)'),

  DATABASE_URL: text('Where records are kept: postgres://..., or none. Empty: in DATA_DIR, for MODE=memory; else nowhere'),
  DATA_DIR: text('Folder for records and files that are kept nowhere else', 'data'),
  S3_BUCKET: text('Bucket that files are kept in. Empty: in DATA_DIR'),
  S3_ENDPOINT: text('Address of an S3 service other than that of AWS'),
  S3_REGION: text('Region of the bucket', 'us-east-1'),
  AWS_ACCESS_KEY_ID: text('Key of the S3 service. Empty: as the AWS SDK finds it'),
  AWS_SECRET_ACCESS_KEY: text('Secret of that key'),

  LEAVE_GRACE_MS: ms('How long somebody may be away before the others are told', 10_000),
  CLASS_HOLD_MS: ms('How long a class that nobody is in stays open on this node', 60_000),
  JOIN_TIMEOUT_MS: ms('How long a socket may wait before it joins', 10_000),
  EVENTS_PER_SECOND: count('Events a socket may send per second, and at once', 20, 10_000),
  BOARD_EVENTS_PER_SECOND: count('The same for whiteboards, which are not counted there', 40, 10_000),
  COMMAND_SIZE: count('Characters of a command, as JSON', limits.command, limits.frameBytes),
  BOARD_SIZE: count('Characters of what is drawn at once, as JSON', limits.boardOps, limits.frameBytes),
  QUIZ_SIZE: count('Characters of a command of the quiz, which may hold a set, as JSON', limits.quizCommand, limits.frameBytes),
  FRAME_BYTES: count('Bytes of one message', limits.frameBytes, 16 * limits.frameBytes),
  UNSENT_BYTES: count('Bytes that may wait for a client; then its connection ends, and it may come back', 1024 * 1024, 1024 ** 3),
  SOCKETS_PER_PERSON: count('Sockets of one person in a class on this node; the oldest one ends', 5, 1_000),
  MAX_CONNECTIONS: count('Connections of this node; more are sent elsewhere', 10_000, 1_000_000),
  JOINS_PER_SECOND: count('Joins from one address per second, averaged over 10 s', 300, 100_000),
  DRAIN_DELAY_MS: ms('How long to go on after SIGTERM, until no new clients are sent here', 0),
  DRAIN_WINDOW_MS: ms('Over how long the sockets are closed after that', 5_000)
})

export type Config = Readonly<Static<typeof ConfigSchema>>

/**
 * The configuration, from environment variables.
 * @throws {ConfigError} that names every wrong variable and what is expected
 */
export function loadConfig (env: NodeJS.ProcessEnv): Config {
  const config = readEnv(ConfigSchema, env)
  const problems = [...keyProblems(config), ...saslProblems(config), ...databaseProblems(config)]
  if (problems.length) throw new ConfigError(problems)
  return config
}

function keyProblems ({ TICKET_SECRETS, NODE_ENV }: Config): string[] {
  const keys = parseKeys(TICKET_SECRETS)
  if (!keys) return ['TICKET_SECRETS: expected kid:secret,kid:secret with different kids']
  if (NODE_ENV !== 'production') return []
  if (!keys.length) return ['TICKET_SECRETS: expected kid:secret,kid:secret, since NODE_ENV is production; without it anybody could join as a teacher']
  return keys.some(({ secret }) => secret.length < 32) ? ['TICKET_SECRETS: expected secrets of at least 32 bytes, since NODE_ENV is production'] : []
}

function saslProblems ({ KAFKA_SASL_MECHANISM, KAFKA_USERNAME, KAFKA_PASSWORD }: Config): string[] {
  if (KAFKA_SASL_MECHANISM === 'none') return []
  return Object.entries({ KAFKA_USERNAME, KAFKA_PASSWORD }).filter(([, value]) => !value)
    .map(([name]) => `${name}: expected a value, since KAFKA_SASL_MECHANISM is ${KAFKA_SASL_MECHANISM}`)
}

function databaseProblems ({ DATABASE_URL }: Config): string[] {
  return /^$|^none$|^postgres(ql)?:\/\//.test(DATABASE_URL) ? [] : ['DATABASE_URL: expected postgres://... or none']
}
