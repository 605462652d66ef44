import { pino } from 'pino'
import t from 'tap'
import { type Entry } from '../../src/classroom/index.ts'
import { Recorder } from '../../src/hosting/recorder.ts'
import { RecordsUnavailableError } from '../../src/records/errors.ts'
import { until } from '../helper.ts'

const entries = (...numbers: number[]): Entry[] => numbers.map((n) => ({ kind: 'end', endedAt: n, n, run: 'r', at: n }))

/** A recorder over a database that does what `fault` says. */
function setup (fault: (entries: readonly Entry[]) => Error | undefined) {
  const stored: number[] = []
  const lines: string[] = []
  const counts = { written: 0, failed: 0, refused: 0 }
  const write = async (given: readonly Entry[]) => {
    const error = fault(given)
    if (error) throw error
    stored.push(...given.map(({ n }) => n))
  }
  const log = pino({}, { write: (line: string) => lines.push((JSON.parse(line) as { msg: string }).msg) })
  const recorder = new Recorder({ write }, { written: (n) => { counts.written += n }, failed: () => { counts.failed++ }, refused: () => { counts.refused++ } }, log)
  return { recorder, stored, lines, counts }
}

t.test('a database that is away is waited for, and said to be away once', async (t) => {
  let attempts = 0
  const { recorder, stored, lines, counts } = setup(() => attempts++ < 2 ? new RecordsUnavailableError() : undefined)
  await recorder.write(entries(1, 2))
  t.strictSame(stored, [1, 2])
  t.strictSame(lines, ['the records cannot be reached; what is to be recorded waits', 'the records are back'])
  t.strictSame(counts, { written: 2, failed: 2, refused: 0 })
})

t.test('an entry that cannot be stored does not keep back the others', async (t) => {
  const { recorder, stored, lines, counts } = setup((given) => given.some(({ n }) => n === 2) ? Object.assign(new Error('bad'), { code: '22P02' }) : undefined)
  await recorder.write(entries(1, 2, 3))
  t.strictSame(stored, [1, 3])
  t.strictSame(lines, ['an entry cannot be recorded'])
  t.strictSame(counts, { written: 2, failed: 0, refused: 1 })
})

t.test('any other fault is one of the database', async (t) => {
  let attempts = 0
  const { recorder, stored } = setup(() => attempts++ ? undefined : Object.assign(new Error('no such table'), { code: '42P01' }))
  await recorder.write(entries(1))
  t.strictSame(stored, [1])
})

t.test('a few classes at a time, in the order in which they came', async (t) => {
  let open = 0
  let most = 0
  const release: Array<() => void> = []
  const stored: number[] = []
  const write = async ([entry]: readonly Entry[]) => {
    most = Math.max(most, ++open)
    await new Promise<void>((resolve) => release.push(resolve))
    stored.push(entry!.n)
    open--
  }
  const recorder = new Recorder({ write }, { written () {}, failed () {}, refused () {} }, pino({ level: 'silent' }))
  const all = Promise.all([1, 2, 3, 4, 5].map((n) => recorder.write(entries(n))))
  for (let n = 1; n <= 5; n++) {
    await until(() => release.length)
    release.shift()!()
  }
  await all
  t.strictSame(stored, [1, 2, 3, 4, 5])
  t.equal(most, 3)
})

t.test('closing writes what waits, and ends those who wait for the database', async (t) => {
  let isAway = true
  const { recorder, stored } = setup(() => isAway ? new RecordsUnavailableError() : undefined)
  const outbox = { next: 4, records: entries(1, 3), chat: entries(2), dropped: 7 }
  recorder.outboxes.add(() => outbox)
  recorder.outboxes.add(() => undefined)
  t.strictSame([recorder.size, recorder.dropped], [3, 7])
  const waiting = recorder.write(entries(1))
  isAway = false
  await Promise.all([t.rejects(waiting), recorder.close()])
  t.strictSame(stored, [1, 2, 3])
  await recorder.close()
  t.strictSame(stored, [1, 2, 3])
})
