import { drizzle } from 'drizzle-orm/node-postgres'
import { type FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import { type Connection } from './connection.ts'

/** A pool of connections that are made when they are needed. */
export async function openPostgres (url: string, log: FastifyBaseLogger): Promise<Connection> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'classroom',
    max: 5,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 10_000,
    // Also where the other end is gone without a word, so that no statement_timeout comes.
    query_timeout: 12_000,
    keepAlive: true
  })
  // A connection that nobody uses has ended; the next query gets a new one.
  pool.on('error', (error) => log.warn({ err: error }, 'a connection to the database ended'))
  return { db: drizzle(pool), close: () => pool.end() }
}
