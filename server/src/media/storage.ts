import { type Readable } from 'node:stream'

/** Where files lie. Their ids were made by {@link openUpload}. */
export interface Storage {
  /** Stores a file as it comes. When it fails, there is nothing under the id. */
  put (id: string, contentType: string, data: Readable): Promise<void>
  /** Bytes of a file; undefined: there is none. */
  size (id: string): Promise<number | undefined>
  /** Bytes `start` to `end`, both included, of a file that is there. */
  read (id: string, start: number, end: number): Promise<Readable>
  /** Removes a file, if it is there. */
  remove (id: string): Promise<void>
  close (): void
}
