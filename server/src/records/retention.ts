import { eq, inArray, lt, or, sql } from 'drizzle-orm'
import { type Storage } from '../media/storage.ts'
import { type Db } from './connection.ts'
import { type Database } from './database.ts'
import { filesOf, oldFiles, removeFile } from './files.ts'
import { answers, classRuns, messages, people, quizSets } from './schema.ts'

/** Runs that one statement deletes, so that it stays short. */
const batch = 50

/**
 * Deletes the runs that ended (or, if they never did, began) before a time, with all that was recorded of them, and files uploaded before it
 * that no kept set shows. May be repeated at any time.
 * @param before - in ms since the epoch
 * @throws {RecordsUnavailableError}
 */
export async function purge (database: Database, storage: Storage, before: number): Promise<{ runs: number, files: number }> {
  const files = await deleteFiles(database, storage, (db) => oldFiles(db, before))
  const old = lt(sql`coalesce(${classRuns.endedAt}, ${classRuns.startedAt})`, before)
  for (let runs = 0; ;) {
    const deleted = await database.run((db) => {
      const some = db.select({ run: classRuns.run }).from(classRuns).where(old).limit(batch)
      return db.delete(classRuns).where(inArray(classRuns.run, some)).returning({ run: classRuns.run })
    })
    runs += deleted.length
    if (deleted.length < batch) return { runs, files }
  }
}

/**
 * Deletes all that was recorded of a person: that they took part, what they answered, wrote, were written, keep and uploaded.
 * @returns how much of each there was
 * @throws {RecordsUnavailableError}
 */
export async function forgetPerson (database: Database, storage: Storage, uid: string) {
  const files = await deleteFiles(database, storage, (db) => filesOf(db, uid))
  return await database.run((db) => db.transaction(async (tx) => ({
    classes: (await tx.delete(people).where(eq(people.uid, uid)).returning({ uid: people.uid })).length,
    answers: (await tx.delete(answers).where(eq(answers.uid, uid)).returning({ uid: answers.uid })).length,
    messages: (await tx.delete(messages).where(or(eq(messages.uid, uid), eq(messages.to, uid))).returning({ id: messages.id })).length,
    quizSets: (await tx.delete(quizSets).where(eq(quizSets.owner, uid)).returning({ id: quizSets.id })).length,
    files
  })))
}

async function deleteFiles (database: Database, storage: Storage, find: (db: Db) => Promise<string[]>): Promise<number> {
  const ids = await database.run(find)
  for (const id of ids) {
    await storage.remove(id)
    await database.run((db) => removeFile(db, id))
  }
  return ids.length
}
