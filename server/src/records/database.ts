import { type FastifyBaseLogger } from 'fastify'
import { type Connection, type Db } from './connection.ts'
import { toRecordsError } from './errors.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'

/** The tables, up to date before anything uses them. */
export class Database {
  readonly #open: () => Promise<Connection>
  #connection: Promise<Connection> | undefined
  #isClosed = false

  constructor (open: () => Promise<Connection>) {
    this.#open = open
  }

  /**
   * Runs queries. What failed because the database was away may be run again at any time.
   * @throws {RecordsUnavailableError}
   */
  async run<T> (work: (db: Db) => Promise<T>): Promise<T> {
    try {
      const { db } = await this.#connect()
      return await work(db)
    } catch (error) {
      throw toRecordsError(error)
    }
  }

  /** Idempotent. */
  async close (): Promise<void> {
    this.#isClosed = true
    const connection = await this.#connection?.catch(() => undefined)
    this.#connection = undefined
    await connection?.close()
  }

  #connect (): Promise<Connection> {
    if (this.#isClosed) throw new Error('the records are closed')
    this.#connection ??= this.#prepare().catch((error: unknown) => {
      this.#connection = undefined
      throw error
    })
    return this.#connection
  }

  async #prepare (): Promise<Connection> {
    const connection = await this.#open()
    try {
      await migrate(connection.db)
      return connection
    } catch (error) {
      await connection.close()
      throw error
    }
  }
}

/** The database that the address names; without one, PostgreSQL inside this process, with its files in a folder. */
export function createDatabase ({ url, folder }: { url: string, folder: string }, log: FastifyBaseLogger): Database {
  return new Database(() => url ? openPostgres(url, log) : openPglite(folder))
}
