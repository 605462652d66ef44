import fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import * as board from '../../protocol/board.ts'
import * as chat from '../../protocol/chat.ts'
import { PupilSnapshot } from '../../protocol/class-snapshot.ts'
import { ControlNotice } from '../../protocol/control.ts'
import { count, head, strict } from '../../protocol/envelope.ts'
import { PickerResult } from '../../protocol/picker.ts'
import * as quiz from '../../protocol/quiz.ts'
import { type QuestionDraft } from '../../protocol/quiz-set.ts'
import { WidgetNotice } from '../../protocol/widgets.ts'
import { OwnSignal } from '../../protocol/signal.ts'
import { type Command, type Viewer } from '../../src/classroom/index.ts'
import { lessons, type Timed } from './commands.ts'
import { hear } from './hearing.ts'

const pupil: Viewer = { uid: 'a', role: 'ST' }
const screen: Viewer = { uid: 't', role: 'SCREEN' }
const others: Viewer[] = [pupil, { uid: 'b', role: 'ST' }, screen]

const schemas: Record<string, TSchema> = {
  joined: PupilSnapshot,
  presence: strict({ v: head.v, at: head.at, te: count(), st: count() }),
  'quiz:state': quiz.QuizState,
  'quiz:mine': quiz.OwnAnswer,
  'quiz:tally': quiz.QuizTally,
  'quiz:result': quiz.QuizResult,
  'quiz:board': quiz.QuizBoard,
  'picker:result': PickerResult,
  'widget:set': WidgetNotice,
  control: ControlNotice,
  'signal:mine': OwnSignal,
  'chat:send': chat.ChatLineNotice,
  'chat:delete': chat.ChatDeleteNotice,
  'chat:mode': chat.ChatModeNotice,
  'chat:react': chat.ChatReactNotice,
  'wb:mode': board.BoardNotice,
  'wb:spotlight': board.BoardNotice
}
const checks = new Map(Object.entries(schemas).map(([event, schema]) => [event, Compile(schema)]))

t.test('all that pupils and the projector get has its schema, which names every field', async (t) => {
  const seen = new Set<string>()
  fc.assert(fc.property(lessons(), (lesson) => {
    for (const { event, args } of hear(lesson, others)) {
      seen.add(event)
      if (event === 'join' || event === 'disconnected') continue
      const check = checks.get(event)
      if (!check?.Check(args[0])) throw new Error(`${event}: ${JSON.stringify(args)} ${JSON.stringify(check?.Errors(args[0]).slice(0, 3))}`)
    }
  }), { numRuns: 120, seed: 1 })
  t.same([...checks.keys()].filter((event) => !seen.has(event)), [], 'every event was seen')
})

/** Changes what the set of a lesson says. */
function withQuestions (lesson: readonly Timed[], change: (question: QuestionDraft, index: number) => object): Timed[] {
  return lesson.map(({ command, after }) => {
    const data = command.data as { set?: { questions: QuestionDraft[] } } | undefined
    if (!data?.set) return { command, after }
    const set = { ...data.set, questions: data.set.questions.map((question, index) => ({ ...question, ...change(question, index) })) }
    return { command: { ...command, data: { ...data, set } }, after }
  })
}

const isReveal = ({ data }: Command) => (data as { cmd?: string } | undefined)?.cmd === 'reveal'
const unrevealed = lessons().map((lesson) => lesson.filter(({ command }) => !isReveal(command)))

const otherAnswers: Record<string, unknown> = { ox: 'X', single: 'c', multiple: ['b'], short: ['Pusan'], order: ['b', 'c', 'a'], number: { value: 4, tolerance: 0 } }

t.test('until an answer is revealed, nothing that anybody but teachers gets depends on it', async () => {
  fc.assert(fc.property(unrevealed, (lesson) => {
    const changed = withQuestions(lesson, ({ type }) => type === 'poll' ? {} : { answer: otherAnswers[type] })
    return isDeepStrictEqual(heardIn(lesson, others), heardIn(changed, others))
  }), { numRuns: 60 })
})

t.test('until then, nothing that a pupil gets depends on what the others have answered', async () => {
  const swaps: Array<[unknown, unknown]> = [['O', 'X'], ['a', 'b'], [['a', 'c'], ['b']], [' seoul ', 'Busan'], [['c', 'a', 'b'], ['a', 'b', 'c']], [3, 4]]
  const swapped = (value: unknown) => swaps.flatMap(([one, other]) => isDeepStrictEqual(value, one) ? [other] : isDeepStrictEqual(value, other) ? [one] : [])[0] ?? value
  fc.assert(fc.property(unrevealed, (lesson) => {
    const changed = lesson.map(({ command, after }) => {
      const isOther = command.type === 'quiz:answer' && command.by.role === 'ST' && command.by.uid !== pupil.uid
      const data = command.data as { value?: unknown }
      return { command: isOther ? { ...command, data: { ...data, value: swapped(data.value) } } : command, after }
    })
    return isDeepStrictEqual(heardIn(lesson, [pupil]), heardIn(changed, [pupil]))
  }), { numRuns: 60 })
})

const heardIn = (lesson: readonly Timed[], viewers: readonly Viewer[]) => [...hear(lesson, viewers)].map(({ viewer, event, args }) => ({ viewer, event, args }))

t.test('no text shows an answer before its time, nor a question before its turn, nor ever the password', async (t) => {
  let shown = 0
  fc.assert(fc.property(lessons(), (lesson) => {
    const marked = withQuestions(lesson, (_, index) => ({ type: 'short', options: undefined, live: undefined, text: `text-of-${index}`, answer: [`answer-of-${index}`] }))
    const opened: Command = { type: 'class:open', by: { role: 'SYS' }, cmdId: 'open', data: { title: 'T', capacity: 30, password: 'hash-of-the-password', owner: 't' } }
    const admitted = ['a', 'b', 'c', 'd'].map((uid): Command => ({ type: 'password:try', by: { role: 'SYS' }, cmdId: uid, data: { uid, right: true } }))
    const opening = [opened, ...admitted].map((command) => ({ command, after: 0 }))
    for (const { state, viewer, event, args } of hear([...opening, ...cleaned(marked)], others)) {
      const text = JSON.stringify(args)
      const { phase = 'lobby', idx = -1 } = state.quiz ?? {}
      const mayShow = phase === 'reveal' || phase === 'board'
      const asked = phase === 'lobby' || phase === 'end' ? -1 : idx
      for (let index = 0; index < 4; index++) {
        if (text.includes(`answer-of-${index}`) && !(mayShow && index === asked)) throw new Error(`${event} to ${viewer.uid} in ${phase}: ${text}`)
        if (text.includes(`text-of-${index}`) && index !== asked) throw new Error(`${event} to ${viewer.uid} in ${phase}: ${text}`)
      }
      if (text.includes('hash-of-the-password')) throw new Error(text)
      shown += text.includes('answer-of-') ? 1 : 0
    }
  }), { numRuns: 60 })
  t.ok(shown > 0, 'answers are shown in the end')
})

const isTalkOfNames = ({ type, data }: Command) => type === 'picker:draw' || (data as { cmd?: string } | undefined)?.cmd === 'names'

t.test('the projector shows no names and no scores of pupils until the teacher says so, but for whom the picker draws', async (t) => {
  let [heard, named] = [0, 0]
  fc.assert(fc.property(lessons(), (lesson) => {
    const called = lesson.map(({ command, after }) => {
      const data = command.type === 'join' && command.by.role === 'ST' ? { ...command.data as object, name: `name-of-${command.by.uid}` } : command.data
      return { command: { ...command, data }, after }
    })
    for (const { event, args } of hear(called.filter(({ command }) => !isTalkOfNames(command)), [screen])) {
      heard++
      if (/name-of-|"top":\[[^\]]|"me":\{"points"|"by":\[/.test(JSON.stringify(args))) throw new Error(`${event}: ${JSON.stringify(args)}`)
    }
    for (const { args } of hear(called, [screen])) named += JSON.stringify(args).includes('name-of-') ? 1 : 0
  }), { numRuns: 60, seed: 1 })
  t.ok(heard > 0 && named > 0, 'what is looked for can be there')
})

/** Fields that are undefined would be unknown to the schema of a question. */
const cleaned = (lesson: readonly Timed[]): Timed[] => JSON.parse(JSON.stringify(lesson))
