import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createFolderStorage } from '../../src/media/folder-storage.ts'
import { Database } from '../../src/records/database.ts'
import { addFile } from '../../src/records/files.ts'
import { openPglite } from '../../src/records/pglite.ts'
import { putSet } from '../../src/records/quiz-sets.ts'
import { Records } from '../../src/records/records.ts'
import { forgetPerson, purge } from '../../src/records/retention.ts'
import { answers, askedQuestions, classRuns, media, messages, people, quizSets, quizzes } from '../../src/records/schema.ts'
import { taughtClass } from './taught-class.ts'

const folder = t.testdir()
const database = new Database(() => openPglite(join(folder, 'data')))
t.teardown(() => database.close())
const storage = createFolderStorage(join(folder, 'media'))
mkdirSync(join(folder, 'media'))
const records = new Records(database)

const ofRun = [classRuns, people, quizzes, askedQuestions, answers, messages]
const count = () => records.run(async (db) => await Promise.all([...ofRun, media, quizSets].map((table) => db.$count(table))))
const set = (text: string) => ({ id: 's', title: 'Set', scoring: 'accuracy' as const, questions: [{ id: 'q', type: 'ox' as const, text: 'Is it?', answer: 'O' as const, media: { kind: 'image' as const, url: text } }] })

async function file (id: string, uid: string, createdAt: number): Promise<void> {
  writeFileSync(join(folder, 'media', id), id)
  await records.run((db) => addFile(db, { id, classCode: '3-2', uid, createdAt }))
}
const isThere = (id: string) => existsSync(join(folder, 'media', id))

t.test('a person is forgotten, and nobody else', async (t) => {
  await records.write(taughtClass('first'))
  await records.run((db) => putSet(db, 'a', set('/media/x.png'), 1))
  await file('a.png', 'a', 1)
  await file('t.png', 't', 1)
  t.strictSame(await count(), [1, 3, 1, 1, 2, 1, 2, 1])
  t.strictSame(await forgetPerson(database, storage, 'a'), { classes: 1, answers: 1, messages: 1, quizSets: 1, files: 1 })
  t.strictSame(await count(), [1, 2, 1, 1, 1, 0, 1, 0])
  t.strictSame([isThere('a.png'), isThere('t.png')], [false, true])
  t.strictSame(await forgetPerson(database, storage, 'a'), { classes: 0, answers: 0, messages: 0, quizSets: 0, files: 0 }, 'nothing is left')
})

t.test('what is old goes, with all that belongs to it', async (t) => {
  const old = taughtClass('old')
  const endedAt = old.at(-1)!.at
  await records.write(old)
  await file('shown.png', 't', 1)
  await file('new.png', 't', endedAt + 1)
  await records.run((db) => putSet(db, 't', set('/media/shown.png?class=3-2'), 1))
  t.match(await purge(database, storage, endedAt), { runs: 0 }, 'not what ended just then')
  t.strictSame([isThere('t.png'), isThere('shown.png'), isThere('new.png')], [false, true, true], 'what a kept set shows stays')
  t.strictSame(await purge(database, storage, endedAt + 1), { runs: 2, files: 0 }, 'the other one as well')
  t.strictSame((await count()).slice(0, ofRun.length), ofRun.map(() => 0))
})
