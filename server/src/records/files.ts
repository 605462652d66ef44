import { and, eq, lt, notExists, sql, type SQL } from 'drizzle-orm'
import { type Db } from './connection.ts'
import { media, quizSets } from './schema.ts'

export type FileRow = typeof media.$inferInsert

/** Remembers a file before it is stored, so that every stored one is found when it is to be deleted. */
export async function addFile (db: Db, file: FileRow): Promise<void> {
  await db.insert(media).values(file)
}

export async function removeFile (db: Db, id: string): Promise<void> {
  await db.delete(media).where(eq(media.id, id))
}

export async function getFile (db: Db, id: string): Promise<FileRow | undefined> {
  const [row] = await db.select().from(media).where(eq(media.id, id))
  return row
}

/** Files of a person. */
export const filesOf = (db: Db, uid: string): Promise<string[]> => ids(db, eq(media.uid, uid))

/** Files that were uploaded before, and that no kept set shows. */
export function oldFiles (db: Db, before: number): Promise<string[]> {
  const shown = db.select().from(quizSets).where(sql`strpos(${quizSets.set}::text, ${media.id}) > 0`)
  return ids(db, and(lt(media.createdAt, before), notExists(shown)))
}

async function ids (db: Db, where: SQL | undefined): Promise<string[]> {
  return (await db.select({ id: media.id }).from(media).where(where)).map(({ id }) => id)
}
