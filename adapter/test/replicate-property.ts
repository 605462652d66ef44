import fc from 'fast-check'
import { type Test } from 'tap'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { createAdapter, type Log, type Machine, type Replica, replicate } from '../src/index.ts'
import { type LogFactory, until } from './cluster.ts'
import { MortalLog } from './mortal-log.ts'

const ROOMS = ['/a', '/b'] as const
type Room = typeof ROOMS[number]

interface Command { id: string }

interface State {
  ids: string[]
  /** With those that came again. */
  applied: number
}

/** Keeps every id it was given, in order, each once. */
const ids: Machine<State, Command, number> = {
  name: 'ids',
  version: 1,
  initial: () => ({ ids: [], applied: 0 }),
  apply: ({ ids, applied }, { id }) => ({ state: { ids: ids.includes(id) ? ids : [...ids, id], applied: applied + 1 }, result: applied + 1 })
}

type Step =
  | { do: 'start' }
  | { do: 'crash', node: number }
  | { do: 'close', node: number }
  | { do: 'open', node: number, room: Room }
  | { do: 'leave', node: number, room: Room }
  | { do: 'submit', node: number, room: Room, retry: boolean, wait: boolean }

const node = fc.nat({ max: 3 })
const room = fc.constantFrom(...ROOMS)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ do: 'start' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), node }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), node }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), node, room }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave' as const), node, room }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('submit' as const), node, room, retry: fc.boolean(), wait: fc.boolean() }) }
)

class Member {
  readonly log: MortalLog
  readonly io: Server

  constructor (log: Log) {
    this.log = new MortalLog(log)
    this.io = new Server(createServer(), { adapter: createAdapter(this.log, { checkpointCommands: 4 }) })
  }

  replica (room: Room): Replica<State, Command, number> {
    return replicate(this.io.of(room), ids)
  }
}

/** Whatever nodes do, and however they end: all see the same state, and every command that was acknowledged, once. */
export function replicateProperty (t: Test, newLog: () => Promise<LogFactory>, runs: number): void {
  t.test('any course of events converges', async (t) => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const createLog = await newLog()
      const members: Member[] = []
      const acknowledged: Record<Room, string[]> = { '/a': [], '/b': [] }
      let commands = 0
      const submit = async (member: Member, room: Room, retry: boolean) => {
        const id = `${commands++}`
        for (let attempt = 0; attempt < (retry ? 2 : 1); attempt++) await member.replica(room).submit({ id })
        acknowledged[room].push(id)
      }
      // Whether it succeeds depends on what happens meanwhile.
      const attempt = (outcome: Promise<unknown>) => outcome.catch(() => {})

      for (const step of steps) {
        if (step.do === 'start' || members.length === 0) {
          if (members.length < 4) members.push(new Member(createLog()))
          continue
        }
        const index = step.node % members.length
        const member = members[index]!
        if (step.do === 'crash' || step.do === 'close') {
          members.splice(index, 1)
          if (step.do === 'crash') member.log.crash()
          // One that crashed has nothing more to say, but its timers have to end.
          void attempt(member.io.close())
        } else if (step.do === 'open') {
          void attempt(member.replica(step.room).ready())
        } else if (step.do === 'leave') {
          void attempt(member.replica(step.room).close())
        } else {
          const outcome = attempt(submit(member, step.room, step.retry))
          if (step.wait) await outcome
        }
      }
      const last = new Member(createLog())
      members.push(last)
      await Promise.all(members.flatMap((member) => ROOMS.map((room) => member.replica(room).submit({ id: 'last' }))))
      for (const room of ROOMS) {
        const states = () => members.map((member) => member.replica(room).state!)
        await until(() => states().every(({ applied }) => applied === states()[0]!.applied))
        const [first, ...others] = states()
        for (const other of others) if (JSON.stringify(other) !== JSON.stringify(first)) throw new Error(`${room}: ${JSON.stringify(states())}`)
        const missing = acknowledged[room].filter((id) => !first!.ids.includes(id))
        if (missing.length) throw new Error(`${room}: acknowledged but not there: ${missing.join()}; state ${first!.ids.join()}`)
      }
      for (const member of members) await member.io.close()
    }), { numRuns: runs, endOnFailure: true })
    t.pass(`${runs} runs`)
  })
}
