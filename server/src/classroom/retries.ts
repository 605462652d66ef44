import { type Result } from './machine.ts'
import { read, write, type Table } from './table.ts'

type Done = Extract<Result, { ok: true }>

/** The last commands of each person and what came of them, so that a retry counts once. */
export type Retries = Table<ReadonlyArray<readonly [cmdId: string, result: Done]>>

const kept = 16
/** Who acts on does not retry what they did long before, in ms. */
const keptMs = 120_000

export function recall (retries: Retries, slot: number, cmdId: string): Result | undefined {
  return read(retries, slot)?.find(([id]) => id === cmdId)?.[1]
}

export function remember (retries: Retries, slot: number, cmdId: string, result: Done): Retries {
  const recent = (read(retries, slot) ?? []).filter(([, { at }]) => at > result.at - keptMs)
  return write(retries, slot, [...recent.slice(1 - kept), [cmdId, result]])
}
