import { type PgDatabase, type PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** PostgreSQL as drizzle sees it, whatever speaks to it. */
export type Db = PgDatabase<PgQueryResultHKT>

/** A connection with a database that may be away. */
export interface Connection {
  db: Db
  close (): Promise<void>
}
