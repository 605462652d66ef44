import { and, eq, sql } from 'drizzle-orm'
import { type Entry } from '../classroom/index.ts'
import { type Db } from './connection.ts'
import { answers, askedQuestions, classRuns, messages, people, quizzes } from './schema.ts'
import { storable } from './storable.ts'

type Kind = Entry['kind']
type EntryOf<K extends Kind> = Extract<Entry, { kind: K }>
type Writer<K extends Kind> = (db: Db, entry: EntryOf<K>) => Promise<unknown>

/**
 * Writes entries of the outbox of a class, all or none of them, in their order. An entry that is there already is left out, so writing the
 * same ones again, or at the same time from several servers, changes nothing.
 */
export async function writeEntries (db: Db, entries: readonly Entry[]): Promise<void> {
  await db.transaction(async (tx) => {
    for (const run of new Set(entries.map((entry) => entry.run))) await writeRun(tx, run, entries.filter((entry) => entry.run === run))
  })
}

async function writeRun (db: Db, run: string, entries: readonly Entry[]): Promise<void> {
  await db.insert(classRuns).values(runOf(entries[0]!)).onConflictDoNothing()
  const ofRun = eq(classRuns.run, run)
  const [stored] = await db.select({ recorded: classRuns.recorded }).from(classRuns).where(ofRun).for('update')
  const missing = entries.filter(({ n }) => n > stored!.recorded)
  const last = missing.at(-1)
  if (!last) return
  for (const entry of storable(missing)) await write(db, entry)
  await db.update(classRuns).set({ recorded: last.n }).where(ofRun)
}

/** The run that an entry belongs to, also where its beginning was given up for want of room: the name of a run begins with its class. */
function runOf (entry: Entry): typeof classRuns.$inferInsert {
  const { run, at } = entry
  if (entry.kind === 'run') return storable({ run, classCode: entry.classCode, title: entry.title, startedAt: entry.startedAt })
  const classCode = run.slice(0, run.lastIndexOf('-'))
  return { run, classCode, title: classCode, startedAt: at }
}

const writers: { [K in Kind]: Writer<K> } = {
  // The row is there, or the entry would not be written.
  run: async () => {},

  person: (db, { run, uid, role, name, stuNo = null }) =>
    db.insert(people).values({ run, uid, role, name, stuNo }).onConflictDoUpdate({ target: [people.run, people.uid], set: { role, name, stuNo } }),

  removed: async (db, { run, uid }) => {
    await db.delete(people).where(and(eq(people.run, run), eq(people.uid, uid)))
    await db.delete(answers).where(and(eq(answers.run, run), eq(answers.uid, uid)))
  },

  quiz: (db, { run, quiz, set }) => db.insert(quizzes).values({ run, quiz, set }).onConflictDoNothing(),

  answers: async (db, { run, quiz, qid, round, answers: given }) => {
    await forgetQuestion(db, run, quiz, qid)
    await db.insert(askedQuestions).values({ run, quiz, qid, round })
    if (given.length) await db.insert(answers).values(given.map((answer) => ({ run, quiz, qid, ...answer })))
  },

  void: (db, { run, quiz, qid }) => forgetQuestion(db, run, quiz, qid),

  chat: async (db, { run, line: { id, at, uid, text, media, to, about, system } }) => {
    // Who came and went is known from the people.
    if (!system) await db.insert(messages).values({ run, id, at, uid, text, media, to, about }).onConflictDoNothing()
  },

  'chat-deleted': (db, { run, id }) => db.delete(messages).where(and(eq(messages.run, run), eq(messages.id, id))),

  end: (db, { run, endedAt }) => db.update(classRuns).set({ endedAt }).where(eq(classRuns.run, run))
}

function write<K extends Kind> (db: Db, entry: EntryOf<K>): Promise<unknown> {
  return (writers[entry.kind as K] as Writer<K>)(db, entry)
}

/** Its answers go with it. */
function forgetQuestion (db: Db, run: string, quiz: number, qid: string): Promise<unknown> {
  return db.delete(askedQuestions).where(sql`${askedQuestions.run} = ${run} and ${askedQuestions.quiz} = ${quiz} and ${askedQuestions.qid} = ${qid}`)
}
