import { type Result } from './machine.ts'
import { read, write, type Table } from './table.ts'

/** The last commands of each person and what came of them, so that a retry counts once. */
export type Retries = Table<ReadonlyArray<readonly [cmdId: string, result: Result]>>

const kept = 16

export function recall (retries: Retries, slot: number, cmdId: string): Result | undefined {
  return read(retries, slot)?.find(([id]) => id === cmdId)?.[1]
}

export function remember (retries: Retries, slot: number, cmdId: string, result: Result): Retries {
  return write(retries, slot, [...(read(retries, slot) ?? []).slice(1 - kept), [cmdId, result]])
}
