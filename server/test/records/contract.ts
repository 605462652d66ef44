import { type Test } from 'tap'
import { type Entry } from '../../src/classroom/index.ts'
import { type Database } from '../../src/records/database.ts'
import { Records } from '../../src/records/records.ts'
import { reportOf, runsOf } from '../../src/records/runs.ts'
import { answers, askedQuestions, messages, people } from '../../src/records/schema.ts'
import { deleteSet, getSet, listSets, putSet } from '../../src/records/quiz-sets.ts'
import { taughtClass } from './taught-class.ts'
import { classReport } from '../../src/classroom/index.ts'

const teacher = 't'

/** What must hold whatever the records are kept in. */
export function recordsContract (t: Test, name: string, database: Database): void {
  const records = new Records(database)
  const report = (entries: readonly Entry[]) => records.run((db) => reportOf(db, entries[0]!.run, teacher))

  t.test(`${name}: the report from the records is the one of the class`, async (t) => {
    const entries = taughtClass('whole')
    await records.write(entries)
    t.strictSame(await report(entries), classReport(entries))
    t.equal(await records.run((db) => reportOf(db, entries[0]!.run, 'somebody')), undefined, 'others do not get it')
    const [run] = await records.run((db) => runsOf(db, teacher))
    t.match(run, { run: entries[0]!.run, classCode: 'whole', pupils: 2, endedAt: Number })
    t.strictSame(await records.run((db) => runsOf(db, teacher, { before: run!.startedAt })), [])
    t.strictSame(await records.run((db) => runsOf(db, 'a')), [], 'pupils have none')
  })

  t.test(`${name}: whatever is written again, in whatever pieces, by several at once, is there once`, async (t) => {
    const entries = taughtClass('again')
    const size = Math.ceil(entries.length / 3)
    const writer = async () => {
      for (let from = 0; from < entries.length; from += size) {
        await records.write(entries.slice(0, from + size))
        await records.write(entries.slice(from, from + size))
      }
    }
    await Promise.all([writer(), writer(), writer()])
    await records.write(entries.slice(0, 5))
    t.strictSame(await report(entries), classReport(entries))
    const { run } = entries[0]!
    const rows = await records.run(async (db) => {
      const all = await Promise.all([db.select().from(people), db.select().from(askedQuestions), db.select().from(answers), db.select().from(messages)])
      return all.map((table) => table.filter((row) => row.run === run).length)
    })
    t.strictSame(rows, [3, 1, 2, 1])
  })

  t.test(`${name}: all or nothing`, async (t) => {
    const entries = taughtClass('whole-or-not')
    const answer = entries.find((entry) => entry.kind === 'answers')!
    const broken = { ...answer, answers: [{ uid: 'a', value: 'b', ms: 1, right: true, points: 1.5 }] }
    await t.rejects(records.write([...entries.filter(({ n }) => n < answer.n), broken]), { cause: { code: '22P02' } }, 'a fault of ours is no outage')
    t.equal(await report(entries), undefined)
    await records.write(entries)
    t.strictSame(await report(entries), classReport(entries))
  })

  t.test(`${name}: texts that PostgreSQL cannot hold do not block the others`, async (t) => {
    const entries = taughtClass('texts').map((entry): Entry => entry.kind === 'chat' ? { ...entry, line: { ...entry.line, text: 'a\0b\ud800c\\u0000' } } : entry)
    await records.write(entries)
    const rows = await records.run((db) => db.select().from(messages))
    t.equal(rows.find(({ run }) => run === entries[0]!.run)?.text, 'ab\ufffdc\\u0000')
  })

  t.test(`${name}: a run whose beginning was given up`, async (t) => {
    const entries = taughtClass('late').filter(({ kind }) => kind !== 'run')
    await records.write(entries)
    t.match(await report(entries), { classCode: 'late', title: 'late' })
  })

  t.test(`${name}: sets of a teacher`, async (t) => {
    const set = { id: 's', title: '첫 세트', scoring: 'speed', questions: [{ id: 'q', type: 'ox', text: 'Is it?', answer: 'O' }] } as const
    const kept = { ...set, questions: [...set.questions] }
    t.ok(await records.run((db) => putSet(db, teacher, kept, 1)))
    t.ok(await records.run((db) => putSet(db, 'other', { ...kept, title: 'Other' }, 2)))
    t.ok(await records.run((db) => putSet(db, teacher, { ...kept, title: '둘째' }, 3)))
    t.strictSame(await records.run((db) => listSets(db, teacher)), [{ id: 's', title: '둘째', questions: 1, updatedAt: 3 }])
    t.strictSame(await records.run((db) => getSet(db, teacher, 's')), { ...kept, title: '둘째' })
    t.notOk(await records.run((db) => deleteSet(db, 'nobody', 's')))
    t.ok(await records.run((db) => deleteSet(db, teacher, 's')))
    t.equal(await records.run((db) => getSet(db, teacher, 's')), undefined)
    t.match(await records.run((db) => getSet(db, 'other', 's')), { title: 'Other' }, 'sets of others are as they were')
  })
}
