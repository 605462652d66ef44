import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import writeExcelFile from 'write-excel-file/node'
import { HttpProblem } from '../../protocol/http.ts'
import { ClassReportReply, ClassRuns, ReportQuery, RunParams, RunsQuery } from '../../protocol/reports.ts'
import { bearerTeacher } from '../auth/bearer.ts'
import { type Tickets } from '../auth/tickets.ts'
import { pupilsCsv, pupilsTable, questionsTable, type ClassReport, type QuizReport } from '../classroom/index.ts'
import { AppError } from '../errors.ts'
import { reportOf, runsOf } from '../records/runs.ts'

interface Run {
  Params: { runId: string }
  Querystring: { quiz?: string }
}

/** The lessons that a teacher gave, and their reports. */
export async function classRoutes (app: FastifyInstance, { tickets }: { tickets: Tickets }): Promise<void> {
  const { records } = app
  const errors = { '4xx': HttpProblem, '5xx': HttpProblem }
  const schema = (summary: string, more: object = {}) => ({ schema: { summary, tags: ['reports'], response: errors, ...more } })
  const ofQuiz = { params: RunParams, querystring: ReportQuery }

  async function report (request: FastifyRequest<{ Params: { runId: string } }>): Promise<ClassReport> {
    const { uid } = await bearerTeacher(request, tickets)
    const found = await records.run((db) => reportOf(db, request.params.runId, uid))
    if (!found) throw new AppError('NOT_FOUND', 'there is no such lesson of yours')
    return found
  }

  async function quizReport (request: FastifyRequest<Run>): Promise<QuizReport> {
    const { quizzes } = await report(request)
    const { quiz } = request.query
    const found = quiz === undefined ? quizzes.at(-1) : quizzes.find(({ no }) => no === Number(quiz))
    if (!found) throw new AppError('NOT_FOUND', 'there was no such quiz', { field: 'quiz' })
    return found
  }

  app.get<{ Querystring: { before?: string } }>('/api/classes', schema('The lessons of the teacher, the latest first, 50 at most', { querystring: RunsQuery, response: { 200: ClassRuns, ...errors } }), async (request) => {
    const { uid } = await bearerTeacher(request, tickets)
    const { before } = request.query
    return await records.run((db) => runsOf(db, uid, { ...before !== undefined && { before: Number(before) } }))
  })

  app.get<{ Params: { runId: string } }>('/api/classes/:runId', schema('The report of a lesson', { params: RunParams, response: { 200: ClassReportReply, ...errors } }), report)

  app.get<Run>('/api/classes/:runId/report.csv', schema('The report of a quiz as a table: a line per pupil', ofQuiz), async (request, reply) => {
    const quiz = await quizReport(request)
    return attach(reply, quiz, 'csv').type('text/csv; charset=utf-8').send(pupilsCsv(quiz))
  })

  app.get<Run>('/api/classes/:runId/report.xlsx', schema('The report of a quiz for spreadsheets: pupils and questions', ofQuiz), async (request, reply) => {
    const quiz = await quizReport(request)
    const file = await writeExcelFile([{ sheet: '학생', data: pupilsTable(quiz), stickyRowsCount: 1 }, { sheet: '문제', data: questionsTable(quiz), stickyRowsCount: 1 }]).toBuffer()
    return attach(reply, quiz, 'xlsx').type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(file)
  })
}

function attach (reply: FastifyReply, { title }: QuizReport, extension: string): FastifyReply {
  return reply.header('content-disposition', `attachment; filename="report.${extension}"; filename*=UTF-8''${encodeURIComponent(`${title}.${extension}`)}`)
}
