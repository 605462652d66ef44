import { AppError } from '../errors.ts'
import { type Entry } from '../classroom/index.ts'
import { type Db } from './connection.ts'
import { type Database } from './database.ts'
import { writeEntries } from './write-entries.ts'

/** What lasts longer than a class. */
export class Records {
  readonly #database: Database | undefined

  /** @param database - undefined: nothing is recorded */
  constructor (database: Database | undefined) {
    this.#database = database
  }

  get isKept (): boolean {
    return this.#database !== undefined
  }

  /**
   * Writes entries of the outbox of a class, all or none; those that are there already change nothing. Where nothing is recorded, it is done at once.
   * @throws {RecordsUnavailableError} when the database is away: the same entries are to be written later
   */
  async write (entries: readonly Entry[]): Promise<void> {
    await this.#database?.run((db) => writeEntries(db, entries))
  }

  /**
   * Runs queries.
   * @throws {RecordsUnavailableError} when the database is away
   * @throws {AppError} UNAVAILABLE where nothing is recorded
   */
  async run<T> (work: (db: Db) => Promise<T>): Promise<T> {
    if (!this.#database) throw new AppError('UNAVAILABLE', 'nothing is recorded here')
    return await this.#database.run(work)
  }

  async close (): Promise<void> {
    await this.#database?.close()
  }
}
