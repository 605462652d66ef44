import { and, desc, eq, sql } from 'drizzle-orm'
import { type QuizSet } from '../../protocol/quiz-set.ts'
import { type QuizSetEntry } from '../../protocol/quiz-sets.ts'
import { type Db } from './connection.ts'
import { quizSets } from './schema.ts'
import { storable } from './storable.ts'

/** Sets that one person may keep. */
const maxSets = 500

const mine = (owner: string, id: string) => and(eq(quizSets.owner, owner), eq(quizSets.id, id))

/** A person's sets, the one that was changed last first. */
export async function listSets (db: Db, owner: string): Promise<QuizSetEntry[]> {
  const title = sql<string>`${quizSets.set}->>'title'`
  const questions = sql<number>`jsonb_array_length(${quizSets.set}->'questions')`.mapWith(Number)
  return await db.select({ id: quizSets.id, title, questions, updatedAt: quizSets.updatedAt }).from(quizSets)
    .where(eq(quizSets.owner, owner)).orderBy(desc(quizSets.updatedAt)).limit(maxSets)
}

export async function getSet (db: Db, owner: string, id: string): Promise<QuizSet | undefined> {
  const [row] = await db.select({ set: quizSets.set }).from(quizSets).where(mine(owner, id))
  return row?.set
}

/**
 * Keeps a set under its id, in the place of the one that was there.
 * @returns false when the person keeps so many sets that a new one has no place
 */
export async function putSet (db: Db, owner: string, set: QuizSet, updatedAt: number): Promise<boolean> {
  const changed = await db.update(quizSets).set({ set: storable(set), updatedAt }).where(mine(owner, set.id)).returning({ id: quizSets.id })
  if (changed.length) return true
  if (await db.$count(quizSets, eq(quizSets.owner, owner)) >= maxSets) return false
  await db.insert(quizSets).values({ owner, id: set.id, set: storable(set), updatedAt }).onConflictDoUpdate({ target: [quizSets.owner, quizSets.id], set: { set: storable(set), updatedAt } })
  return true
}

/** @returns whether it was there */
export async function deleteSet (db: Db, owner: string, id: string): Promise<boolean> {
  return (await db.delete(quizSets).where(mine(owner, id)).returning({ id: quizSets.id })).length > 0
}
