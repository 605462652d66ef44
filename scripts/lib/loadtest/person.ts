import { randomUUID } from 'node:crypto'
import { Manager, type Socket } from 'socket.io-client'
import { type CommandEvent } from '../../../server/protocol/class-events.ts'
import { type ClientEvents, type Media, type ServerEvents } from '../../../server/protocol/events.ts'
import { type JoinReply } from '../../../server/protocol/http.ts'
import { type Ack } from '../../../server/protocol/result.ts'
import { type User } from '../../../server/protocol/user.ts'

const JOIN_TIMEOUT = 30_000
const ACK_TIMEOUT = 10_000
const RETRY_DELAY = 1_000

export interface PersonOptions {
  user: User
  /** Signed by the opening web service. */
  launch: string
  /** Addresses of the pods: the first one is the person's own, the others those to turn to, in turn, when the link breaks. */
  urls: readonly string[]
  onMedia: (media: Media) => void
  /** Takes part again, so many ms after the link broke. */
  onBack: (ms: number, recovered: boolean) => void
}

/** Somebody in a class, who comes back when the link breaks. */
export class Person {
  readonly #socket: Socket<ServerEvents, ClientEvents>
  #upSince: number | undefined
  #retry: NodeJS.Timeout | undefined

  private constructor ({ user, urls, onMedia, onBack }: PersonOptions, { ticket, shard }: JoinReply, onJoined: (error?: Error) => void) {
    const manager = new Manager<ServerEvents, ClientEvents>({ ...at(urls[0]!), query: { shard }, transports: ['websocket'] })
    // As a balancer would do: whose pod does not answer is sent to another one.
    manager.on('reconnect_attempt', attempt => Object.assign(manager.opts, at(urls[attempt % urls.length]!)))
    const socket = this.#socket = manager.socket(`/${user.classCode}`, { auth: { ticket } })
    let lostAt: number | undefined

    const takePart = (): void => {
      this.#upSince = performance.now()
      onJoined()
      if (lostAt !== undefined) onBack(this.#upSince - lostAt, socket.recovered)
      lostAt = undefined
    }
    const again = (): void => { if (!socket.active) this.#retry = setTimeout(() => socket.connect(), RETRY_DELAY) }

    socket.on('connect', () => {
      if (socket.recovered) takePart()
      else socket.emit('itsme', { sessionId: socket.id! })
    })
    socket.on('connected', sessionId => {
      if (sessionId === socket.id) socket.emit('join', { eventName: 'join', classCode: user.classCode, userType: user.role, userName: user.userName, sessionId })
    })
    socket.on('joined', takePart)
    socket.on('sendMedia', onMedia)
    socket.on('connect_error', error => {
      if (!socket.active) onJoined(error)
      again()
    })
    socket.on('disconnect', reason => {
      this.#upSince = undefined
      lostAt ??= performance.now()
      if (reason === 'io server disconnect') again()
    })
  }

  /** Joins over HTTP and over a socket; resolves when the person takes part. */
  static async join (options: PersonOptions): Promise<Person> {
    const reply = await post(`${options.urls[0]}/socket/join`, { launch: options.launch })
    return await new Promise((resolve, reject) => {
      const timeout = setTimeout(() => reject(new Error(`somebody did not get into the class within ${JOIN_TIMEOUT} ms`)), JOIN_TIMEOUT)
      const person = new Person(options, reply, error => {
        clearTimeout(timeout)
        if (error) reject(error)
        else resolve(person)
      })
    })
  }

  /** Since when the person takes part, in ms of `performance.now()`; undefined while the link is down. */
  get upSince (): number | undefined {
    return this.#upSince
  }

  /** Shares something with the class. Resolves to whether the server took it; undefined: it did not say. */
  async share (data: unknown): Promise<boolean | undefined> {
    const reply = await this.#socket.timeout(ACK_TIMEOUT).emitWithAck('sendMedia', { type: 'loadtest', data }).catch(() => undefined)
    return reply?.ok
  }

  /** Sends a command. Resolves to the answer, or undefined when there was none. */
  async command (event: CommandEvent, body: object): Promise<Ack | undefined> {
    const message = { v: 1, cmdId: randomUUID(), ...body }
    return await this.#socket.timeout(ACK_TIMEOUT).emitWithAck(event, message as never).catch(() => undefined)
  }

  close (): void {
    clearTimeout(this.#retry)
    this.#socket.disconnect()
  }
}

function at (url: string): { hostname: string, port: string, secure: boolean } {
  const { hostname, port, protocol } = new URL(url)
  return { hostname, port, secure: protocol === 'https:' }
}

async function post (url: string, body: object): Promise<JoinReply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(JOIN_TIMEOUT)
  }).catch((cause: Error) => { throw new Error(`${url} does not answer: ${String(cause.cause ?? cause.message)}`, { cause }) })
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`)
  return await response.json() as JoinReply
}
