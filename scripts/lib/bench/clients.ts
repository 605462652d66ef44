/** The people in the classes, all in one process. */
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Durations, type Quantiles } from '../loadtest/measures.ts'
import { EVENT, micros } from './emission.ts'
import { connectLightClient } from './light-client.ts'
import { announce, answer } from './remote.ts'

/** So many people of a class on one pod. */
export interface Seats {
  pod: number
  port: number
  namespace: string
  people: number
}

export interface Received {
  count: number
  /** From the emit to clients of the same pod. */
  local: Quantiles
  /** From the emit to clients of other pods. */
  remote: Quantiles
}

export type ClientCommands = typeof commands

const CONNECT_AT_ONCE = 20
/** In ms. */
const PATIENCE = 3_000
const COMMA = 0x2c
const DIGIT = 0x30

let resetAt = 0
let count = 0
let local = new Durations()
let remote = new Durations()

const commands = {
  /** Resolves when all are in their class. */
  async connect (seats: Seats[]): Promise<void> {
    const people = seats.flatMap(seat => Array.from({ length: seat.people }, () => seat))
    while (people.length > 0) await Promise.all(people.splice(0, CONNECT_AT_ONCE).map(join))
  },

  /** Counts what is sent from now on. */
  reset (): void {
    resetAt = micros()
    count = 0
    local = new Durations()
    remote = new Durations()
  },

  /** What was received; waits until it is as much as expected, or nothing has come for a while. */
  async received (expected: number): Promise<Received> {
    const isComplete = (): boolean => count >= expected
    for (let before = -1; !isComplete() && count !== before;) {
      before = count
      await until(isComplete, PATIENCE)
    }
    return { count, local: local.quantiles, remote: remote.quantiles }
  }
}

async function until (condition: () => boolean, timeout: number): Promise<void> {
  for (const end = performance.now() + timeout; !condition() && performance.now() < end;) await sleep(20)
}

async function join ({ pod, port, namespace }: Seats): Promise<void> {
  const head = `42${namespace},["${EVENT}",`.length
  const socket = await connectLightClient({
    port,
    namespace,
    onPacket (data, start, now) {
      const at = start + head
      // Another event: a token of recovery.
      if (data[at - 1] !== COMMA || data[at - 3] !== EVENT.charCodeAt(0)) return
      const from = data[at]! - DIGIT
      const sentAt = readNumber(data, at + 2)
      if (sentAt < resetAt) return
      count++
      const durations = from === pod ? local : remote
      durations.add((now - sentAt) / 1000)
    }
  })
  socket.on('close', () => { throw new Error(`pod ${pod} closed a connection`) })
}

/** The number before a comma. */
function readNumber (data: Buffer, at: number): number {
  let number = 0
  for (; data[at] !== COMMA; at++) number = number * 10 + data[at]! - DIGIT
  return number
}

const http = createServer(answer(commands))
http.listen(0, '127.0.0.1', () => announce(0, (http.address() as AddressInfo).port))
