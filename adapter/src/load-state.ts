import { catalogKey } from './catalog.ts'
import { LogGapError } from './errors.ts'
import { type CheckpointMeta, type FollowedPartition, type MachineMeta } from './followed-partition.ts'
import { DecodedFrame, FrameType } from './frame.ts'
import { type Log } from './log.ts'
import { offsetOf, type Place, placeOf } from './place.ts'
import { type WindowEntry } from './window.ts'

export interface LoadedState {
  /** The checkpoint; `undefined` when the state is the initial one. */
  base: { version: number, state: unknown, at: number } | undefined
  /** Everything up to here is in the checkpoint. */
  q: Place
  /** Commands since then, in order. */
  commands: readonly WindowEntry[]
}

/**
 * Finds the state of a machine as of what this node has read: its last checkpoint, and the commands since; from memory when the window
 * holds them, else from the log.
 * @param isCounted - whether a frame came in time to count
 * @throws {LogGapError} when the log no longer keeps it
 * @throws {LogUnavailableError}
 */
export async function loadState (
  log: Log, partition: FollowedPartition, nsp: string, machine: string, isCounted: (entry: WindowEntry) => boolean
): Promise<LoadedState> {
  const entry = partition.catalog.get(catalogKey(nsp, machine))
  if (!entry) return { base: undefined, q: partition.last.place, commands: [] }
  const { q, checkpoint, last, dropped } = entry
  if (checkpoint < 0) throw new LogGapError(`machine ${machine} of ${nsp}: commands without a checkpoint`)

  const read = async (type: FrameType, from: Place, to: Place): Promise<readonly WindowEntry[]> => {
    const isMeant = (entry: WindowEntry): boolean =>
      entry.frame.to === nsp && entry.frame.type === type && (entry.frame.meta as MachineMeta).machine === machine && isCounted(entry)
    return partition.window.after(nsp, from - 1, to)?.filter(isMeant) ?? await readFrames(log, partition.id, from, to, isMeant)
  }
  const commands = last > q ? read(FrameType.COMMAND, q + 1, last) : []
  if (dropped) return { base: undefined, q, commands: await commands }

  const [final] = await read(FrameType.CHECKPOINT, checkpoint, checkpoint)
  if (!final) throw new LogGapError(`machine ${machine} of ${nsp}: the checkpoint is gone`)
  const { version, at = 0, pieces = [] } = final.frame.meta as CheckpointMeta
  const bytes: Buffer[] = []
  for (const place of [...pieces, checkpoint]) {
    const [piece] = await read(FrameType.CHECKPOINT, place, place)
    if (!piece) throw new LogGapError(`machine ${machine} of ${nsp}: a piece of the checkpoint is gone`)
    bytes.push(piece.frame.parts[0] as Buffer)
  }
  return { base: { version, at, state: JSON.parse(Buffer.concat(bytes).toString()) }, q, commands: await commands }
}

/** Between what is meant there may be much that is not: it is not kept. */
async function readFrames (
  log: Log, partition: number, from: Place, to: Place, isMeant: (entry: WindowEntry) => boolean
): Promise<WindowEntry[]> {
  const entries: WindowEntry[] = []
  for await (const { offset, timestamp, frames } of log.read(partition, offsetOf(from), offsetOf(to) + 1)) {
    for (const [index, bytes] of frames.entries()) {
      const place = placeOf(offset, index)
      if (place < from || place > to) continue
      const entry = { frame: new DecodedFrame(bytes), place, time: timestamp }
      if (isMeant(entry)) entries.push(entry)
    }
  }
  return entries
}
