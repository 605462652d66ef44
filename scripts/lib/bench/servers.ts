import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createClient } from 'redis'
import { makeScratch, startGuarded } from '../guard.ts'
import { KAFKA_VERSION, startKafka } from '../kafka-server.ts'
import { freePorts } from '../ports.ts'
import { type Addresses } from './peers.ts'

/** The servers that peers need: Apache Kafka with one broker, and Redis, each where there is one. */
export interface Servers {
  readonly addresses: Addresses
  /** Process ids, by server. */
  readonly pids: Readonly<Record<keyof Addresses, number[]>>
  /** As to read, such as "Apache Kafka 4.1.0". */
  readonly versions: string[]
  stop (): Promise<void>
}

/** @param warn - told what is missing */
export async function startServers (warn: (message: string) => void): Promise<Servers> {
  const [kafka, redis] = await Promise.all([
    startKafka({ log: warn }).catch((error: Error) => warn(`THERE IS NO KAFKA, so its peers are left out: ${error.message}`)),
    startRedis()
  ])
  if (!redis) warn('THERE IS NO redis-server ON THE PATH, so the Redis adapters are left out (Debian: apt-get install redis-server).')
  return {
    addresses: { ...kafka && { kafka: kafka.brokers }, ...redis && { redis: redis.url } },
    pids: { kafka: kafka?.pids ?? [], redis: redis ? [redis.pid] : [] },
    versions: [...kafka ? [`Apache Kafka ${KAFKA_VERSION}`] : [], ...redis ? [`Redis ${redis.version}`] : []],
    async stop () {
      await Promise.all([kafka?.stop(), redis?.stop()])
    }
  }
}

/** Redis in memory alone; undefined when it is not installed. */
async function startRedis () {
  const program = process.env.PATH?.split(delimiter).map(path => join(path, 'redis-server')).find(isExecutable)
  if (!program) return undefined
  const [port] = await freePorts(1)
  const scratch = await makeScratch('redis')
  const command = [program, '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', scratch.path]
  const { pid, signal, exited } = await startGuarded(command, { scratch })
  const url = `redis://127.0.0.1:${port}`
  return {
    pid,
    url,
    version: await versionOf(url),
    async stop () {
      signal('KILL')
      await exited
      await scratch.remove()
    }
  }
}

/** Waits until Redis answers. */
async function versionOf (url: string): Promise<string> {
  const client = await createClient({ url, socket: { reconnectStrategy: retries => retries < 100 ? 50 : false } }).on('error', () => {}).connect()
  const [, version = ''] = /redis_version:(\S+)/.exec(await client.info('server')) ?? []
  client.destroy()
  return version
}

function isExecutable (path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
