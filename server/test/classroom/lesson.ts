import { type Role } from '../../protocol/constants.ts'
import { type ClassEvents } from '../../protocol/class-events.ts'
import { type QuestionDraft, type QuizSet } from '../../protocol/quiz-set.ts'
import { announcements, classMachine, roomsOf, type Command, type Notice, type Result, type Viewer } from '../../src/classroom/index.ts'

export const graceMs = 10_000

/** A class whose commands are applied one after the other, by a clock that only moves when it is told to. */
export function createLesson (classCode = '3-2') {
  let state = classMachine.initial(`/${classCode}`)
  let at = 1_000_000
  let sent = 0
  let flushed = state
  const notices: Notice[] = []

  function apply (command: Command): Result {
    const before = state
    const applied = classMachine.apply(state, command, at)
    state = applied.state
    for (const { every, of } of announcements) if (every === 0) notices.push(...of(before, state, at))
    return applied.result
  }

  const lesson = {
    get state () { return state },
    get at () { return at },
    apply,
    wait (ms: number) { at += ms },
    by (uid: string, role: Role, type: string, data: unknown = {}, { cmdId = `c${++sent}`, seed = 7 } = {}) {
      return apply({ type, by: { uid, role }, cmdId, seed, data })
    },
    teacher: (type: string, data: unknown = {}, options = {}) => lesson.by('t', 'TE', type, data, options),
    pupil: (uid: string, type: string, data: unknown = {}, options = {}) => lesson.by(uid, 'ST', type, data, options),
    system: (type: string, data?: unknown) => apply({ type, by: { role: 'SYS' }, cmdId: `s${++sent}`, data }),
    tick: () => lesson.system('tick'),
    join: (uid: string, role: Role = 'ST', { sid = `${uid}-1`, node = 'pod-1', name = uid.toUpperCase(), stuNo, title }: { sid?: string, node?: string, name?: string, stuNo?: string, title?: string } = {}) =>
      lesson.by(uid, role, 'join', { node, sid, name, ...stuNo !== undefined && { stuNo }, ...title !== undefined && { title } }),
    drop: (uid: string, { sid = `${uid}-1`, node = 'pod-1' } = {}) => lesson.system('socket:end', { uid, node, sid, graceMs }),
    quiz: (cmd: string, data: object = {}) => lesson.teacher('quiz:cmd', { cmd, ...data }),
    answer: (uid: string, value: unknown, { qid = 'q1', round = 1, ...options }: { qid?: string, round?: number, cmdId?: string } = {}) =>
      lesson.pupil(uid, 'quiz:answer', { qid, round, value }, options),
    /** Notices since the last call, those that are told now and then included. */
    notices (): Notice[] {
      const told = [...notices.splice(0), ...announcements.flatMap(({ every, of }) => every ? of(flushed, state, at) : [])]
      flushed = state
      return told
    },
    /** Payloads of an event that somebody was told since the last call. */
    told<E extends keyof ClassEvents> (viewer: Viewer, event: E): Array<Parameters<ClassEvents[E]>[0]> {
      return lesson.notices().flatMap((notice) => 'event' in notice && notice.event === event && reaches(notice, viewer, classCode) ? [notice.args[0] as Parameters<ClassEvents[E]>[0]] : [])
    }
  }
  return lesson
}
export type Lesson = ReturnType<typeof createLesson>

export function reaches (notice: Notice, viewer: Viewer, classCode: string): boolean {
  const mine = roomsOf(classMachine.initial(`/${classCode}`), viewer)
  if ('cut' in notice) return mine.includes(notice.cut)
  return notice.to.some((room) => mine.includes(room)) && !notice.except?.some((room) => mine.includes(room))
}

/** A class with a teacher and pupils. */
export function startedLesson (...uids: string[]): Lesson {
  const lesson = createLesson()
  lesson.join('t', 'TE')
  for (const uid of uids) lesson.join(uid)
  lesson.notices()
  return lesson
}

export const options = [{ id: 'a', text: 'one' }, { id: 'b', text: 'two' }, { id: 'c', text: 'three' }]

export function setOf (...questions: QuestionDraft[]): QuizSet {
  return { id: 'set', title: 'Set', scoring: 'accuracy', questions }
}

export const single: QuestionDraft = { id: 'q1', type: 'single', text: 'Which?', options, answer: 'b' }

/** A lesson in which a set is loaded and its first question is open. */
export function openLesson (set: QuizSet, ...uids: string[]): Lesson {
  const lesson = startedLesson(...uids)
  lesson.quiz('load', { set })
  lesson.quiz('start')
  lesson.notices()
  return lesson
}

export const codeOf = (result: Result) => result.ok ? 'ok' : result.code
