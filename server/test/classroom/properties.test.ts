import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { announcements, classMachine, rooms, snapshotFor, timers, type ClassState, type Command } from '../../src/classroom/index.ts'
import { lessons, type Timed } from './commands.ts'

const start = 1_000_000
const initial = () => classMachine.initial('/3-2')

/** States after each command; `also` may do something to a state before the next one. */
function run (lesson: readonly Timed[], also: (state: ClassState, at: number, index: number) => ClassState = (state) => state): ClassState {
  let [state, at] = [initial(), start]
  for (const [index, { command, after }] of lesson.entries()) {
    state = also(state, at, index)
    at += after
    state = classMachine.apply(state, command, at).state
  }
  return finish(state, lesson)
}

const tick: Command = { type: 'tick', by: { role: 'SYS' }, cmdId: 'end' }
const endOf = (lesson: readonly Timed[]) => lesson.reduce((sum, { after }) => sum + after, start)
/** What is due by then has happened. */
const finish = (state: ClassState, lesson: readonly Timed[]) => classMachine.apply(state, tick, endOf(lesson) + 60_000).state
const readBack = (state: ClassState): ClassState => JSON.parse(JSON.stringify(state))

t.test('a state read back from JSON equals it, and goes on alike', async () => {
  fc.assert(fc.property(lessons(), (lesson) => {
    let isEqual = true
    const end = run(lesson, (state) => {
      const copy = readBack(state)
      isEqual &&= isDeepStrictEqual(copy, state)
      return copy
    })
    return isEqual && isDeepStrictEqual(end, run(lesson))
  }), { numRuns: 60 })
})

t.test('nothing that was read from a state changes it', async () => {
  fc.assert(fc.property(lessons(), (lesson) => {
    const states: Array<[ClassState, string]> = []
    run(lesson, (state) => {
      states.push([state, JSON.stringify(state)])
      return state
    })
    return states.every(([state, text]) => JSON.stringify(state) === text)
  }), { numRuns: 60 })
})

t.test('timers may fire as often as they like, by whomever: what is due happens once, at its time', async () => {
  fc.assert(fc.property(lessons(), fc.infiniteStream(fc.nat(3)), (lesson, picks) => {
    const withTimers = run(lesson, (state, at, index) => {
      const until = at + lesson[index]!.after
      const due = timers(state).filter((timer) => timer.at <= until)
      return due.reduce((sum, timer) => {
        const times = [...picks.take(1)][0]!
        return Array.from({ length: times }).reduce<ClassState>((again) => classMachine.apply(again, timer.command, timer.at).state, sum)
      }, state)
    })
    return isDeepStrictEqual(withTimers, run(lesson))
  }), { numRuns: 100 })
})

t.test('commands that are delivered again count once, and get the first result', async () => {
  fc.assert(fc.property(lessons(), fc.infiniteStream(fc.nat(100)), (lesson, picks) => {
    const done = new Map<Command, unknown>()
    let [state, at, isSame] = [initial(), start, true]
    for (const { command, after } of lesson) {
      at += after
      const applied = classMachine.apply(state, command, at)
      state = applied.state
      if (applied.result.ok && command.by.role !== 'SYS' && command.type !== 'join' && command.type !== 'leave') done.set(command, applied.result)
      // What somebody did before they were removed is forgotten.
      for (const { by } of [...done.keys()]) if (by.role !== 'SYS' && !isKnown(state, by.uid)) forget(done, by.uid)
      // A retry comes soon, and so among the last few.
      const recent = [...done.keys()].slice(-12)
      const again = recent[[...picks.take(1)][0]! % Math.max(recent.length, 1)]
      if (!again) continue
      const retried = classMachine.apply(state, again, at)
      isSame &&= retried.state === state && isDeepStrictEqual(retried.result, done.get(again))
    }
    return isSame && isDeepStrictEqual(finish(state, lesson), run(lesson))
  }), { numRuns: 100 })
})

const isKnown = ({ people }: ClassState, uid: string) => rooms.person(uid) in people.slots

function forget (done: Map<Command, unknown>, uid: string): void {
  for (const command of done.keys()) if (command.by.role !== 'SYS' && command.by.uid === uid) done.delete(command)
}

t.test('joins, leaves and what the server tells may be delivered twice in a row', async () => {
  fc.assert(fc.property(lessons(), (lesson) => {
    const twice = lesson.flatMap((timed) => ['join', 'leave', 'socket:end', 'node:lost', 'recorded', 'tick'].includes(timed.command.type) ? [timed, { ...timed, after: 0 }] : [timed])
    return isDeepStrictEqual(run(twice), run(lesson))
  }), { numRuns: 60 })
})

t.test('nothing throws, whatever is sent', async () => {
  const spoil = (command: Command, path: string[], value: unknown): unknown => path.reduceRight<unknown>((inner, _, depth) => {
    const at = path.slice(0, depth).reduce<Record<string, unknown>>((outer, name) => (outer?.[name] ?? {}) as Record<string, unknown>, command as unknown as Record<string, unknown>)
    return { ...at, [path[depth]!]: inner }
  }, value)
  const paths = fc.constantFrom<string[][]>(['data'], ['by'], ['type'], ['cmdId'], ['by', 'uid'], ['data', 'cmd'], ['data', 'value'], ['data', 'set'], ['data', 'uid'], ['data', 'pool'], ['data', 'set', 'questions'], ['data', 'id'])
  fc.assert(fc.property(lessons(30), fc.array(fc.tuple(fc.nat(40), paths, fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true, withSparseArray: true, withObjectString: true })), { maxLength: 20 }), (lesson, spoils) => {
    let [state, at] = [initial(), start]
    for (const [index, { command, after }] of lesson.entries()) {
      at += after
      for (const [of, path, value] of spoils) {
        if (of !== index) continue
        const { state: next, result } = classMachine.apply(state, spoil(command, path, value) as Command, at)
        if (!result.ok && (next !== state || result.message === 'the command cannot be applied')) return false
        state = next
      }
      const { state: next, result } = classMachine.apply(state, command, at)
      if (!result.ok && (next !== state || result.message === 'the command cannot be applied')) return false
      state = next
    }
    return isDeepStrictEqual(readBack(state), state)
  }), { numRuns: 150 })
})

t.test('views can be made of every state', async () => {
  fc.assert(fc.property(lessons(40), (lesson) => {
    let before = initial()
    run(lesson, (state, at) => {
      for (const { of } of announcements) of(before, state, at)
      for (const uid of ['t', '__proto__', 'nobody']) snapshotFor(state, { uid, role: 'TE' }, at)
      before = state
      return state
    })
    return true
  }), { numRuns: 40 })
})
