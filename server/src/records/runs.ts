import { and, asc, desc, eq, lt, sql } from 'drizzle-orm'
import { type ClassRun } from '../../protocol/reports.ts'
import { classReport, type ClassReport, type Entry, type RecordBody } from '../classroom/index.ts'
import { defined } from '../classroom/defined.ts'
import { type Db } from './connection.ts'
import { answers, askedQuestions, classRuns, people, quizzes } from './schema.ts'

const pupilsIn = (run: typeof classRuns.run) => sql<number>`(select count(*) from ${people} where ${people.run} = ${run} and ${people.role} = 'ST')`.mapWith(Number)

/** The runs that somebody taught, the latest one first; `before` is when the last one of the page before began. */
export async function runsOf (db: Db, teacher: string, { before = Number.MAX_SAFE_INTEGER, limit = 50 } = {}): Promise<ClassRun[]> {
  const { run, classCode, title, startedAt, endedAt } = classRuns
  return await db.select({ run, classCode, title, startedAt, endedAt, pupils: pupilsIn(run) }).from(classRuns)
    .innerJoin(people, and(eq(people.run, run), eq(people.uid, teacher), eq(people.role, 'TE')))
    .where(lt(startedAt, before)).orderBy(desc(startedAt)).limit(limit)
}

/** The report of a run, for whoever taught it. */
export async function reportOf (db: Db, run: string, teacher: string): Promise<ClassReport | undefined> {
  return await db.transaction(async (tx) => {
    const there = await tx.select().from(people).where(eq(people.run, run))
    if (!there.some(({ uid, role }) => uid === teacher && role === 'TE')) return undefined
    const [found] = await tx.select().from(classRuns).where(eq(classRuns.run, run))
    const sets = await tx.select().from(quizzes).where(eq(quizzes.run, run)).orderBy(asc(quizzes.quiz))
    const asked = await tx.select().from(askedQuestions).where(eq(askedQuestions.run, run))
    const given = await tx.select().from(answers).where(eq(answers.run, run))
    const { classCode, title, startedAt, endedAt } = found!
    const bodies: RecordBody[] = [
      { kind: 'run', classCode, title, startedAt },
      ...there.map(({ uid, role, name, stuNo }): RecordBody => ({ kind: 'person', uid, role, name, ...stuNo !== null && { stuNo } })),
      ...sets.map(({ quiz, set }): RecordBody => ({ kind: 'quiz', quiz, set })),
      ...asked.map(({ quiz, qid, round }): RecordBody =>
        ({ kind: 'answers', quiz, qid, round, answers: given.filter((answer) => answer.quiz === quiz && answer.qid === qid) })),
      ...endedAt === null ? [] : [{ kind: 'end', endedAt } satisfies RecordBody]
    ]
    return classReport(bodies.map((body, index): Entry => defined({ ...body, n: index + 1, run, at: startedAt })))
  }, { isolationLevel: 'repeatable read' })
}
