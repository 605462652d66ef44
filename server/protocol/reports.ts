import { Type, type Static } from 'typebox'
import { count, time } from './envelope.ts'

/** A lesson that was, or is. */
export const ClassRun = Type.Object({
  run: Type.String({ description: 'Names the lesson in the addresses of its reports' }),
  classCode: Type.String(),
  title: Type.String(),
  startedAt: time(),
  endedAt: Type.Union([time(), Type.Null()], { description: 'null: it goes on' }),
  pupils: count()
})
export type ClassRun = Static<typeof ClassRun>

export const ClassRuns = Type.Array(ClassRun)
export const RunParams = Type.Object({ runId: Type.String({ minLength: 1, maxLength: 128 }) })
export const RunsQuery = Type.Object({
  before: Type.Optional(Type.String({ pattern: '^\\d{1,15}$', description: 'startedAt of the last lesson of the page before' }))
})
export const ReportQuery = Type.Object({
  quiz: Type.Optional(Type.String({ pattern: '^\\d{1,6}$', description: 'Number of the quiz in its lesson; default: the last one' }))
})

const totals = {
  right: count(),
  wrong: count(),
  missed: Type.Integer({ minimum: 0, description: 'Asked and not answered; not wrong' }),
  accuracy: Type.Union([Type.Number(), Type.Null()], { description: 'Share of right answers among those given' })
}

export const ClassReportReply = Type.Object({
  run: Type.String(),
  classCode: Type.String(),
  title: Type.String(),
  startedAt: time(),
  endedAt: Type.Union([time(), Type.Null()]),
  quizzes: Type.Array(Type.Object({
    no: count(),
    title: Type.String(),
    scoring: Type.String(),
    questions: Type.Array(Type.Object({
      qid: Type.String(), number: count(), type: Type.String(), text: Type.String(), counts: Type.Record(Type.String(), count()), ...totals
    })),
    pupils: Type.Array(Type.Object({
      uid: Type.String(), name: Type.String(), stuNo: Type.Optional(Type.String()), marks: Type.Array(Type.String()), points: count(), rank: count(), ...totals
    }))
  }))
})
