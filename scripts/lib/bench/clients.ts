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
  /** From the emit on any pod to each client. */
  all: Quantiles
  /** The same where the client is on another pod. */
  remote: Quantiles
}

export type ClientCommands = typeof commands

const CONNECT_AT_ONCE = 20
/** In ms. */
const PATIENCE = 3_000
const COMMA = 0x2c

let resetAt = 0
let count = 0
let all = new Durations()
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
    all = new Durations()
    remote = new Durations()
  },

  /** What was received; waits until it is as much as expected, or nothing has come for a while. */
  async received (expected: number): Promise<Received> {
    const isComplete = (): boolean => count >= expected
    for (let before = -1; !isComplete() && count !== before;) {
      before = count
      await until(isComplete, PATIENCE)
    }
    return { count, all: all.quantiles, remote: remote.quantiles }
  }
}

async function until (condition: () => boolean, timeout: number): Promise<void> {
  for (const end = performance.now() + timeout; !condition() && performance.now() < end;) await sleep(20)
}

async function join ({ pod, port, namespace }: Seats): Promise<void> {
  const head = Buffer.from(`42${namespace},["${EVENT}",`)
  const socket = await connectLightClient({
    port,
    namespace,
    onPacket (data, start) {
      const at = start + head.length
      if (data.compare(head, 0, head.length, start, at) !== 0) return
      const [from, afterPod] = readNumber(data, at)
      const [sentAt] = readNumber(data, afterPod)
      if (sentAt < resetAt) return
      const ms = (micros() - sentAt) / 1000
      count++
      all.add(ms)
      if (from !== pod) remote.add(ms)
    }
  })
  socket.on('close', () => { throw new Error(`pod ${pod} closed a connection`) })
}

/** @returns the number at a place, and the place after the comma behind it */
function readNumber (data: Buffer, at: number): [number, number] {
  let number = 0
  for (; data[at] !== COMMA; at++) number = number * 10 + data[at]! - 0x30
  return [number, at + 1]
}

const http = createServer(answer(commands))
http.listen(0, '127.0.0.1', () => announce(0, (http.address() as AddressInfo).port))
