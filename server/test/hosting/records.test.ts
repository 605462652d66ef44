import { join } from 'node:path'
import t from 'tap'
import { MemoryLog } from 'socket.io-kafka-adapter'
import { Database } from '../../src/records/database.ts'
import { openPglite } from '../../src/records/pglite.ts'
import { answers, messages, people } from '../../src/records/schema.ts'
import { pupil, type Server, serve, teacher, until } from '../helper.ts'
import { answer, command, quizSet } from './lesson.ts'

/** A question that was asked and answered, and a chat line. */
async function teach ({ enter }: Server): Promise<void> {
  const { client: te } = await enter(teacher)
  const { client: st } = await enter(pupil(1))
  await command(te, 'quiz:cmd', { cmd: 'load', set: quizSet() })
  await command(te, 'quiz:cmd', { cmd: 'start' })
  t.match(await answer(st, '비밀정답'), { ok: true })
  await command(te, 'quiz:cmd', { cmd: 'reveal' })
  await command(te, 'chat:send', { text: '잘했어요' })
}

async function metric ({ app }: Server, name: string): Promise<number> {
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await app.metrics.registry.metrics())?.[1])
}

t.test('one process keeps its records in a folder, also what waits when it ends', async (t) => {
  const folder = join(t.testdir(), 'data')
  const server = await serve(t, { DATABASE_URL: '', DATA_DIR: folder })
  await teach(server)
  await server.app.close()
  const database = new Database(() => openPglite(folder))
  const rows = await database.run(async (db) => [await db.select().from(people), await db.select().from(answers), await db.select().from(messages)] as const)
  await database.close()
  t.match(rows, [[{ uid: 't1' }, { uid: 's1' }], [{ uid: 's1', value: '비밀정답', right: true }], [{ uid: 't1', text: '잘했어요' }]])
})

t.test('where nothing is recorded, nothing waits for ever', async (t) => {
  const server = await serve(t)
  await teach(server)
  t.ok(await metric(server, 'classroom_outbox_entries') > 0)
  await until(async () => await metric(server, 'classroom_outbox_entries') === 0)
})

t.test('a class stays open until all of it is recorded, and its first node writes', async (t) => {
  const log = new MemoryLog()
  const away = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', CLASS_HOLD_MS: '100', LEAVE_GRACE_MS: '0' }
  const server = await serve(t, away, log)
  await teach(server)
  for (const socket of server.app.classrooms.sockets()) socket.disconnect(true)
  await until(async () => await metric(server, 'classroom_records_failures_total') >= 2)
  t.equal(server.app.classrooms.size, 1)
  // Its records are gone from the class as soon as another node has written them.
  const other = await serve(t, { ...away, DATABASE_URL: 'none' }, log)
  await other.app.classrooms.open('3-2')
  await until(async () => await metric(server, 'classroom_outbox_entries') === 0)
  await until(() => server.app.classrooms.size === 0)
})
