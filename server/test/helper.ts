import { type AddressInfo } from 'node:net'
import { type FastifyInstance } from 'fastify'
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import { type Log } from 'socket.io-kafka-adapter'
import { type Test } from 'tap'
import { type ClientEvents, type ServerEvents } from '../protocol/events.ts'
import { type JoinReply } from '../protocol/http.ts'
import { type ClassSnapshot } from '../protocol/class-snapshot.ts'
import { type UserInfo } from '../protocol/user.ts'
import { buildApp } from '../src/app.ts'
import { joinCluster } from '../src/cluster.ts'
import { loadConfig } from '../src/config.ts'

export type Client = Socket<ServerEvents, ClientEvents>

export const teacher = { usrTpCd: 'TE', userName: '이선생', classCode: '3-2', tempUsrId: 't1' } as const satisfies UserInfo
export const pupil = (number = 1) => ({ usrTpCd: 'ST', userName: `학생${number}`, classCode: '3-2', tempUsrId: `s${number}`, stuNo: String(number) }) as const satisfies UserInfo

/** An application that does not listen. */
export async function build (t: Test, env: NodeJS.ProcessEnv = {}, log?: Log): Promise<FastifyInstance> {
  const app = await buildApp(loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: 'none', ...env }), log)
  t.teardown(() => app.close())
  await joinCluster(app)
  return app
}

export interface Server {
  app: FastifyInstance
  url: string
  /** Asks for a ticket. */
  join (user: UserInfo): Promise<JoinReply>
  /** Connects to the namespace of a class. Does not wait. */
  connect (classCode: string, auth: object, options?: Partial<ManagerOptions & SocketOptions>): Client
  /** Joins, connects and goes through the handshake. */
  enter (user: UserInfo): Promise<{ client: Client, snapshot: ClassSnapshot }>
}

/** An application that listens on a free port. */
export async function serve (t: Test, env: NodeJS.ProcessEnv = {}, log?: Log): Promise<Server> {
  const app = await build(t, env, log)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`

  async function join (user: UserInfo): Promise<JoinReply> {
    const response = await fetch(`${url}/socket/join`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(user) })
    if (!response.ok) throw new Error(await response.text())
    return await response.json() as JoinReply
  }

  function connect (classCode: string, auth: object, options: Partial<ManagerOptions & SocketOptions> = {}): Client {
    const client: Client = io(`${url}/${classCode}`, { auth, forceNew: true, reconnection: false, transports: ['websocket'], ...options })
    t.teardown(() => client.disconnect())
    return client
  }

  async function enter (user: UserInfo) {
    const client = connect(user.classCode, { ticket: (await join(user)).ticket })
    await next(client, 'connect')
    client.emit('itsme', { sessionId: client.id ?? '' })
    await next(client, 'connected')
    const joined = next(client, 'joined')
    client.emit('join', {})
    const [snapshot] = await joined
    return { client, snapshot }
  }

  return { app, url, join, connect, enter }
}

interface ClientReserved {
  connect: () => void
  connect_error: (error: Error & { data?: unknown }) => void
  disconnect: (reason: string) => void
}
type Events = ServerEvents & ClientReserved

/** What the next event of that name brings. */
export function next<E extends keyof Events> (client: Client, event: E): Promise<Parameters<Events[E]>> {
  return new Promise((resolve) => client.once(event as 'joined', ((...args: Parameters<Events[E]>) => resolve(args)) as never))
}

/** The names and the first arguments of all events that come. */
export function record (client: Client): Array<[event: string, argument: unknown]> {
  const events: Array<[string, unknown]> = []
  client.onAny((event, argument) => events.push([event, argument]))
  return events
}

/** The names of events, without those that tell a while later who is there. */
export function namesOf (events: ReadonlyArray<readonly [event: string, argument: unknown]>): string[] {
  return events.map(([event]) => event).filter((event) => event !== 'presence' && event !== 'people')
}

/** Sends anything at all, and resolves to the acknowledgement. */
export function send (client: Client, event: string, ...args: unknown[]): Promise<Record<string, unknown>> {
  return (client.timeout(5_000) as unknown as { emitWithAck (event: string, ...args: unknown[]): Promise<Record<string, unknown>> }).emitWithAck(event, ...args)
}

/** Resolves when `condition` holds. */
export async function until (condition: () => unknown): Promise<void> {
  while (!await condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}
