import fc from 'fast-check'
import { type QuestionDraft, type QuizSet } from '../../protocol/quiz-set.ts'
import { classMachine, type ClassState, type Command } from '../../src/classroom/index.ts'
import { options } from './lesson.ts'

/** A command and how long after the one before it the log took it. */
export interface Timed { command: Command, after: number }

const pupils = ['a', 'b', 'c', 'd', '__proto__']
const teachers = ['t', 'u']
const anybody = [...pupils, ...teachers]
const uid = fc.constantFrom(...anybody)

const common = fc.record({
  points: fc.constantFrom(0, 500, 1000),
  seconds: fc.constantFrom(null, 5, 20),
  readSeconds: fc.constantFrom(0, 3)
})
const kinds: Array<[extra: Partial<QuestionDraft> & { type: string }, answers: unknown[]]> = [
  [{ type: 'ox', answer: 'O' }, ['O', 'X']],
  [{ type: 'single', options, answer: 'b' }, ['a', 'b', 'c']],
  [{ type: 'multiple', options, answer: ['a', 'c'] }, [['a', 'c'], ['c', 'a'], ['b'], ['a', 'b', 'c']]],
  [{ type: 'short', answer: ['Seoul', '서울'] }, [' seoul ', '서울', 'Busan']],
  [{ type: 'order', options, answer: ['c', 'a', 'b'] }, [['c', 'a', 'b'], ['a', 'b', 'c']]],
  [{ type: 'number', answer: { value: 3, tolerance: 0.5 } }, [3, 3.5, 4, -0]],
  [{ type: 'poll', options }, ['a', 'b']]
]

export const quizSet: fc.Arbitrary<QuizSet> = fc.record({
  scoring: fc.constantFrom('accuracy' as const, 'speed' as const),
  questions: fc.array(fc.tuple(fc.constantFrom(...kinds), common), { minLength: 1, maxLength: 4 })
}).map(({ scoring, questions }) => ({
  id: 'set',
  title: 'Set',
  scoring,
  streaks: true,
  questions: questions.map(([[extra], timing], index) => ({ id: `q${index + 1}`, text: `Question ${index}`, ...timing, ...extra }) as QuestionDraft)
}))

const one = (type: string, data: fc.Arbitrary<unknown>) => data.map((value) => ({ type, data: value }))
const cmd = (...names: string[]) => fc.constantFrom(...names).map((name) => ({ cmd: name }))
const on = fc.boolean()

const byTeacher = fc.oneof(
  one('quiz:cmd', quizSet.map((set) => ({ cmd: 'load', set }))),
  { weight: 8, arbitrary: one('quiz:cmd', cmd('start', 'next', 'reveal', 'board', 'next', 'reveal', 'lock', 'pause', 'resume', 'skip', 'open')) },
  one('quiz:cmd', fc.oneof(
    fc.record({ cmd: fc.constant('open'), idx: fc.nat(4) }),
    fc.record({ cmd: fc.constant('extend'), seconds: fc.constantFrom(5, 10) }),
    fc.record({ cmd: fc.constant('void'), qid: fc.constantFrom('q1', 'q2', 'q9') }),
    fc.constant({ cmd: 'end' })
  )),
  one('picker:draw', fc.record({ pool: fc.constantFrom('online', 'all', 'hands', { team: 1 }, ['a', 'b']), n: fc.constantFrom(1, 2), style: fc.constant('wheel'), exclude: on })),
  one('widget:set', fc.constantFrom(
    { kind: 'timer', running: true, leftMs: 9 }, { kind: 'stopwatch', running: true, ms: 9 }, { kind: 'dice', count: 2, sides: 6 }, { kind: 'note', text: 'x' }, { kind: 'note', off: true }
  )),
  one('control', fc.oneof(
    cmd('lock', 'unlock', 'lower'),
    fc.record({ cmd: fc.constantFrom('focus', 'pause', 'share', 'names'), on }),
    fc.record({ cmd: fc.constantFrom('mute', 'ban'), uid, on }),
    fc.record({ cmd: fc.constant('kick'), uid }),
    fc.record({ cmd: fc.constant('team'), teams: fc.constantFrom(0, 2, 3) }),
    fc.record({ cmd: fc.constant('team'), uid, team: fc.constantFrom(1, 2) }),
    fc.record({ cmd: fc.constant('time'), uid, factor: fc.constantFrom(1, 1.5, 2) })
  )),
  one('chat:mode', fc.record({ mode: fc.constantFrom('all', 'te', 'off') })),
  one('chat:delete', fc.record({ id: fc.integer({ min: 8, max: 13 }) })),
  one('wb:mode', fc.record({ mode: fc.constantFrom('off', 'teacher', 'shared', 'each'), lock: on })),
  one('wb:spotlight', fc.record({ board: fc.constantFrom('main', 'u:a', 'u:nobody', null) })),
  one('wb:watch', fc.record({ board: fc.constantFrom('main', 'u:a', null) })),
  one('media:set', fc.constantFrom({ item: null }, { item: { id: 'm', kind: 'image', url: 'https://example.org/a.png' } }))
)

const byPupil = fc.oneof(
  { weight: 10, arbitrary: fc.nat(20).map((choice) => ({ type: 'fitting answer', data: choice })) },
  {
    weight: 1,
    arbitrary: one('quiz:answer', fc.tuple(fc.constantFrom('q1', 'q2', 'q3'), fc.constantFrom(1, 1, 1, 2), fc.constantFrom(...kinds.flatMap(([, answers]) => answers)))
      .map(([qid, round, value]) => ({ qid, round, value })))
  },
  { weight: 2, arbitrary: one('signal', fc.constantFrom({ kind: 'hand', on: true }, { kind: 'hand', on: false }, { kind: 'help', on: true }, { kind: 'pace', value: 'slow' }, { kind: 'reaction', value: 'star' })) },
  { weight: 3, arbitrary: one('chat:send', fc.constantFrom({ text: 'hello' }, { text: 'private', to: 't' }, { text: 'to teachers', to: 'te' }, { text: 'about', about: 'm' })) },
  { weight: 2, arbitrary: one('chat:react', fc.record({ id: fc.integer({ min: 8, max: 13 }), reaction: fc.constantFrom('star', 'circle', null) })) },
  { weight: 1, arbitrary: one('leave', fc.constant({})) }
)

const graceMs = 10_000
const byServer = fc.oneof(
  one('socket:end', fc.record({ uid, node: fc.constantFrom('n1', 'n2'), sid: fc.constantFrom('s1', 's2'), graceMs: fc.constantFrom(0, graceMs) })),
  one('node:lost', fc.record({ node: fc.constantFrom('n1', 'n2'), graceMs: fc.constant(graceMs) })),
  one('recorded', fc.record({ upTo: fc.nat(30) })),
  one('launch:use', fc.record({ jti: fc.constantFrom('j1', 'j2'), until: fc.constant(2_000_000) })),
  one('password:try', fc.record({ uid, right: on })),
  one('tick', fc.constant(undefined))
)
const joining = (uid: string) => one('join', fc.record({ node: fc.constantFrom('n1', 'n2'), sid: fc.constantFrom('s1', 's2'), name: fc.constant(uid), stuNo: fc.constantFrom('1', '2') }))

const from = (uids: string[], role: 'TE' | 'ST', body: fc.Arbitrary<{ type: string, data: unknown }>) =>
  fc.tuple(fc.constantFrom(...uids), body).map(([uid, rest]) => ({ by: { uid, role }, ...rest }))

const body = fc.oneof(
  { weight: 6, arbitrary: from(teachers, 'TE', byTeacher) },
  { weight: 10, arbitrary: from(pupils, 'ST', byPupil) },
  { weight: 1, arbitrary: byServer.map((rest) => ({ by: { role: 'SYS' as const }, ...rest })) },
  { weight: 2, arbitrary: fc.constantFrom(...pupils).chain((uid) => from([uid], 'ST', joining(uid))) },
  { weight: 1, arbitrary: fc.constantFrom(...teachers).chain((uid) => from([uid], 'TE', joining(uid))) }
)

/** Gaps of the log's clock; the long ones bring deadlines with them. */
const after = fc.constantFrom(0, 1, 40, 900, 2_500, 7_000)

/** A lesson that has begun, and then anything that people may do. */
export const lessons = (maxLength = 60): fc.Arbitrary<Timed[]> => fc.tuple(quizSet, fc.array(fc.tuple(body, after, fc.nat(0xffff_ffff)), { minLength: 20, maxLength }))
  .map(([set, bodies]) => {
    const join = (uid: string, role: 'TE' | 'ST') => ({ by: { uid, role }, type: 'join', data: { node: 'n1', sid: 's1', name: uid } })
    const opening = [
      ...teachers.map((uid) => join(uid, 'TE')),
      ...pupils.map((uid) => join(uid, 'ST')),
      ...['load', 'start'].map((cmd) => ({ by: { uid: 't', role: 'TE' as const }, type: 'quiz:cmd', data: { cmd, set } }))
    ]
    return aimed([...opening.map((rest) => [rest, 1, 1] as const), ...bodies]
      .map(([rest, after, seed], index) => ({ command: { cmdId: `c${index}`, seed, ...rest } as Command, after })))
  })

/** Answers that were to fit are made to: chance alone would hardly ever find the question that is asked. */
function aimed (lesson: readonly Timed[]): Timed[] {
  let [state, at] = [classMachine.initial('/3-2'), 1_000_000]
  return lesson.map(({ command, after }) => {
    at += after
    const fitting: Command = command.type === 'fitting answer' ? { ...command, type: 'quiz:answer', data: answerTo(state, command.data as number) } : command
    state = classMachine.apply(state, fitting, at).state
    return { command: fitting, after }
  })
}

function answerTo ({ quiz }: ClassState, choice: number): unknown {
  const question = quiz?.set.questions[quiz.idx]
  const [, values = []] = kinds.find(([{ type }]) => type === question?.type) ?? []
  return { qid: question?.id ?? 'q1', round: quiz?.rounds[quiz.idx]?.n ?? 1, value: values[choice % values.length] ?? 'a' }
}
