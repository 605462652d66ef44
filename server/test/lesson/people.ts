import { randomUUID } from 'node:crypto'
import { type Test } from 'tap'
import { type Pod, startPod } from '../../../scripts/lib/cluster/pod.ts'
import { freePorts } from '../../../scripts/lib/ports.ts'
import { type ClassSnapshot } from '../../protocol/class-snapshot.ts'
import { type Payload } from '../../protocol/payloads.ts'
import { type QuizSnapshot } from '../../protocol/quiz.ts'
import { type UserInfo } from '../../protocol/user.ts'
import { enter } from '../enter.ts'
import { type Client, pupil, send, teacher, until } from '../helper.ts'

/** With the teacher, thirty. */
export const pupils = Array.from({ length: 29 }, (_, i) => pupil(i + 1))

/** Three servers, each a process of its own, on a topic of their own. */
export async function startPods (t: Test, brokers: string[], { restart = false, env = {} as NodeJS.ProcessEnv } = {}) {
  const topic = `test-${randomUUID()}`
  const kafka = { MODE: 'kafka', KAFKA_BROKERS: brokers.join(), KAFKA_TOPIC: topic, KAFKA_PARTITIONS: '3' }
  const ports = await freePorts(6)
  const own = { PATH: process.env.PATH, ...kafka, DATABASE_URL: 'none', LEAVE_GRACE_MS: '20000', LOG_LEVEL: 'fatal', ...env }
  const pods = [0, 2, 4].map((i) => startPod({ port: ports[i]!, internalPort: ports[i + 1]!, restart, env: own, log: (line) => console.error(line) }))
  t.teardown(() => Promise.all(pods.map((pod) => pod.stop())))
  await Promise.all(pods.map(({ ready }) => ready))
  return { pods, kafka }
}

/** Kills pods, as nothing can prepare for. Resolves, where they start again, when they are back. */
export async function kill (...pods: Pod[]): Promise<void> {
  const before = pods.map(({ pid }) => pid)
  for (const pid of before) process.kill(pid, 'SIGKILL')
  const isBack = async (pod: Pod, i: number) => pod.pid !== before[i] && (await fetch(`${pod.internal}/readyz`).catch(() => undefined))?.ok
  await Promise.all(pods.map((pod, i) => until(() => isBack(pod, i))))
}

/** Somebody in the class, and what they know of it. */
export interface Person {
  client: Client
  /** Phase and number of the question, as they were told last. */
  at: string
}

/** Enters the class at a pod; as behind a balancer, whose pod does not answer is sent to another one. */
export async function come (t: Test, pods: readonly Pod[], user: UserInfo & { password?: string }, own = 0, message: Payload<'join'> = {}): Promise<Person> {
  const client = await enter(t, pods[own % pods.length]!.url, user, {}, message)
  const person: Person = { client, at: '' }
  const see = (quiz: { phase: string, idx: number } | null) => { person.at = quiz ? `${quiz.phase} ${quiz.idx}` : '' }
  client.io.on('reconnect_attempt', (attempt) => Object.assign(client.io, { uri: pods[(own + attempt) % pods.length]!.url }))
  client.on('connect', () => { if (!client.recovered) client.emit('join', message) })
  client.on('joined', ({ quiz }) => see(quiz))
  client.on('quiz:state', see)
  return person
}

/** The teacher and all pupils, spread over the pods. */
export async function comeAll (t: Test, pods: readonly Pod[], password?: string) {
  const te = await come(t, pods, teacher)
  const sts = await Promise.all(pupils.map((user, i) => come(t, pods, { ...user, ...password !== undefined && { password } }, i)))
  return { te, sts, all: [te, ...sts] }
}

/** Sends until it is known what came of it, as popups do. */
export async function insist (client: Client, event: string, body: object): Promise<Record<string, unknown>> {
  const message = { v: 1, cmdId: randomUUID(), ...body }
  for (;;) {
    await until(() => client.connected)
    const reply = await send(client, event, message).catch(() => undefined)
    if (reply && !reply.retryable && reply.code !== 'NOT_JOINED') return reply
  }
}

/** All that is true now, as somebody may see it. */
export async function know ({ client }: Person): Promise<ClassSnapshot> {
  for (;;) {
    await until(() => client.connected)
    const reply = await send(client, 'state:sync', {}).catch(() => undefined)
    if (reply?.ok) return reply as unknown as ClassSnapshot
  }
}

/** Points of a pupil so far. */
export const pointsOf = async (st: Person) => ((await know(st)).quiz as QuizSnapshot).myPoints

export const quiz = ({ client }: Person, cmd: string, more: object = {}) => insist(client, 'quiz:cmd', { cmd, ...more })
export const reply = ({ client }: Person, qid: string, value: unknown, round = 1) => insist(client, 'quiz:answer', { qid, round, value })

/** Resolves when all of them were told that the quiz stands there. */
export const allAt = (people: readonly Person[], at: string) => until(() => people.every((person) => person.at === at))

/** What half and what nearly all of the values are below, in words. */
export function quantiles (values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN)
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms of ${sorted.length}`
}
