/**
 * All that this library uses of kafkajs below its public interface, which has no way to read without a consumer group, and none to send
 * a batch again under the number it had. kafkajs 2.2.4 is its last release; another version is refused here.
 */
import { createRequire } from 'node:module'
import { type Socket } from 'node:net'
import { type Kafka, type KafkaJSProtocolError } from 'kafkajs'
import { OptionError } from '../errors.ts'

interface Encoded { buf: Buffer, buffer: Buffer }
interface Request { apiKey: number, apiVersion: number, apiName: string, expectResponse?: () => boolean, encode (): Promise<Encoded> }
interface Decoded { clientSideThrottleTime?: number }
/** A request with the way to read its answer. */
export interface Call<T> {
  request: Request
  response: { decode (payload: Buffer): Promise<Decoded>, parse (decoded: Decoded): Promise<T> }
  logResponseError?: boolean
}
type BuildCall = (parameters: object) => Call<unknown>
type RequestDefinition = object

export interface Connection {
  broker: string
  socket?: Socket
  connectionStatus: string
  requestQueue: {
    inflight: Map<number, unknown>
    pending: unknown[]
    enforceRequestTimeout: boolean
    scheduleCheckPendingRequests (): void
  }
  socketFactory: (options: object) => Socket
  connect (): Promise<unknown>
  rejectRequests (error: Error): void
  logError (message: string, extra?: object): void
  logDebug (message: string, extra?: object): void
}

export interface ConnectionPool {
  host: string
  port: number
  pool: Connection[]
  send<T> (call: Call<T>): Promise<T>
}

export interface RawBroker {
  versions: Record<number, { minVersion: number, maxVersion: number }> | null
  connect (): Promise<void>
  lookupRequest (apiKey: number, definition: RequestDefinition): BuildCall
}

export interface Address { host: string, port: number }

/** Makes the objects of kafkajs with the settings that the user gave to `new Kafka()`. */
export interface Internals {
  /** Without an address: the next one of the user's list. */
  buildPool (address?: Address): Promise<ConnectionPool>
  buildBroker (connectionPool: ConnectionPool): RawBroker
}

const require = createRequire(import.meta.url)
const definitions: { requests: Record<string, RequestDefinition> } = require('kafkajs/src/protocol/requests')
const apiKeys: Record<string, number> = require('kafkajs/src/protocol/requests/apiKeys')
const errors: { createErrorFromCode (code: number): KafkaJSProtocolError } = require('kafkajs/src/protocol/error')

/** The checksum of record batches. */
export const crc32c: (bytes: Buffer) => number = require('kafkajs/src/protocol/recordBatch/crc32C')

/** The error behind a code in an answer of the broker. */
export const protocolError = errors.createErrorFromCode

export function internalsOf (kafka: Kafka): Internals {
  const symbol = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === 'private:Kafka:createCluster')
  const createCluster: unknown = symbol && Reflect.get(kafka, symbol)
  if (typeof createCluster !== 'function') throw unsupported('createCluster')
  const cluster: unknown = createCluster({ allowAutoTopicCreation: false })
  const buildPool = method(cluster, 'connectionPoolBuilder', 'build')
  const buildBroker = method(cluster, 'brokerPool', 'createBroker')
  return {
    buildPool: async address => checkedPool(await buildPool(address)),
    buildBroker: connectionPool => buildBroker({ connectionPool, logger: kafka.logger() }) as RawBroker
  }
}

/**
 * A request as kafkajs encodes it, in the latest version that both sides know. The answer comes as it is: kafkajs would throw away what it says
 * of all partitions when one of them has an error.
 */
export function rawCall<T> (broker: RawBroker, api: string, parameters: object): Call<T> {
  const { request, response } = broker.lookupRequest(apiKey(api), definitions.requests[api]!)(parameters)
  return { request, response: { decode: response.decode, parse: async decoded => decoded as T }, logResponseError: false }
}

/** A request whose answer is read here. `throttle` finds the time that the broker wants to be left alone, in ms. */
export function customCall<T> (request: Request, decode: (payload: Buffer) => T, throttle: (payload: Buffer) => number): Call<T> {
  return {
    request,
    response: {
      decode: async payload => ({ payload, clientSideThrottleTime: throttle(payload) }),
      parse: async decoded => decode((decoded as { payload: Buffer }).payload)
    },
    logResponseError: false
  }
}

export function apiKey (api: string): number {
  return apiKeys[api]!
}

/** A request that is encoded already. */
export function encodedRequest (api: string, version: number, bytes: Buffer): Request {
  const encoded = { buf: bytes, buffer: bytes }
  return { apiKey: apiKey(api), apiVersion: version, apiName: api, encode: async () => encoded }
}

/** The method at the end of a path of properties, bound to its owner. */
function method (target: unknown, ...path: string[]): (argument?: object) => unknown {
  let owner: unknown
  let value = target
  for (const name of path) {
    owner = value
    value = typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined
  }
  if (typeof value !== 'function') throw unsupported(path.join('.'))
  return value.bind(owner)
}

function checkedPool (pool: unknown): ConnectionPool {
  method(pool, 'send')
  const connections: unknown = Reflect.get(pool as object, 'pool')
  if (!Array.isArray(connections)) throw unsupported('pool')
  for (const connection of connections) {
    for (const path of [['connect'], ['rejectRequests'], ['socketFactory'], ['requestQueue', 'scheduleCheckPendingRequests']]) {
      method(connection, ...path)
    }
  }
  return pool as ConnectionPool
}

function unsupported (what: string): OptionError {
  return new OptionError(`this is no Kafka client of kafkajs 2.2.4, the only version that is supported ("${what}" is missing)`)
}
