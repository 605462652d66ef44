import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type Test } from 'tap'
import { io, type Socket } from 'socket.io-client'
import { type Running, startScript } from '../../../scripts/test/helpers.ts'
import { type AdapterOptions } from '../../src/index.ts'
import { until } from '../cluster.ts'
import { kafkaClient, newTopic } from '../kafka/kafka-fixture.ts'

export interface Pod {
  running: Running
  url: string
  signal (name: NodeJS.Signals): void
  kill (): Promise<void>
}

/** Quick enough for tests; the proportions are those of the defaults. */
export const QUICK = { heartbeatInterval: 300, heartbeatTimeout: 2_000 } satisfies AdapterOptions

/** Starts servers in processes of their own, all in one new topic. */
export async function podStarter (t: Test, brokers: string[], options: AdapterOptions = QUICK): Promise<() => Promise<Pod>> {
  const topic = await newTopic(kafkaClient(brokers), 4)
  return async () => {
    const running = startScript(t, 'adapter/test/faults/pod.ts', [brokers[0]!, topic, JSON.stringify(options)], {
      env: { NODE_OPTIONS: '--conditions=@classroom-popup/source' }
    })
    const { port } = await running.json() as { port: number }
    return {
      running,
      url: `http://127.0.0.1:${port}`,
      signal: (name) => { running.process.kill(name) },
      async kill () {
        running.process.kill('SIGKILL')
        await once(running.process, 'exit').catch(() => {})
      }
    }
  }
}

/** A person in a room, who moves from pod to pod by hand. */
export class Person {
  readonly socket: Socket
  readonly heard: string[] = []

  constructor (t: Test, pod: Pod, room: string, name: string) {
    this.socket = io(`${pod.url}/${room}`, { transports: ['websocket'], forceNew: true, reconnection: false, autoConnect: false, auth: { name } })
    this.socket.on('said', (text: string) => this.heard.push(text))
    t.teardown(() => this.socket.disconnect())
  }

  /** @returns whether the state was recovered */
  async connect (pod?: Pod): Promise<boolean> {
    if (pod) Object.assign(this.socket.io, { uri: pod.url })
    const connected = new Promise<void>((resolve, reject) => {
      this.socket.once('connect', resolve)
      this.socket.once('connect_error', reject)
    })
    this.socket.connect()
    await connected
    await until(() => Reflect.get(this.socket, '_lastOffset'))
    return this.socket.recovered
  }

  async lost (): Promise<void> {
    await until(() => !this.socket.connected)
  }

  /** Whoever the other end is, it answers or the test's time is over. */
  async ask (event: string, ...args: unknown[]): Promise<unknown> {
    return await this.socket.emitWithAck(event, ...args)
  }

  /** Says something, and waits until it has heard it. */
  async say (text: string): Promise<void> {
    this.socket.emit('say', text)
    await until(() => this.heard.includes(text))
  }
}

export async function person (t: Test, pod: Pod, room: string, name: string = randomUUID()): Promise<Person> {
  const someone = new Person(t, pod, room, name)
  await someone.connect()
  return someone
}
