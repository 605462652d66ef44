import { sql } from 'drizzle-orm'
import { type Db } from './connection.ts'
import { migrations } from './migrations.ts'

/** Any number, as long as nothing else in the database locks the same one. */
const lock = 7_266_437

/** Brings the tables up to date, all or nothing. Several servers may do it at once: they wait for each other. */
export async function migrate (db: Db, steps = migrations): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${lock})`)
    await tx.execute(sql`create table if not exists migrations (step integer primary key, applied_at timestamptz not null default now())`)
    const [last] = await tx.select({ step: sql<number>`coalesce(max(step), 0)`.mapWith(Number) }).from(sql`migrations`)
    for (const [index, step] of steps.entries()) {
      if (index < last!.step) continue
      for (const statement of step.split(';')) await tx.execute(sql.raw(statement))
      await tx.execute(sql`insert into migrations (step) values (${index + 1})`)
    }
  })
}
