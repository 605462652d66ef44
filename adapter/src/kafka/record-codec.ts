/**
 * The value of a record in Kafka: a version byte, then the frames, each behind its length (u32, big endian).
 */
const VERSION = 1

/** Bytes that a record needs besides its frames. */
export const RECORD_OVERHEAD = 1
/** Bytes that each frame needs besides its own. */
export const FRAME_OVERHEAD = 4

export function encodeRecord (frames: readonly Buffer[]): Buffer {
  const size = frames.reduce((sum, frame) => sum + FRAME_OVERHEAD + frame.length, RECORD_OVERHEAD)
  const value = Buffer.allocUnsafe(size)
  value[0] = VERSION
  let offset = RECORD_OVERHEAD
  for (const frame of frames) {
    offset = value.writeUInt32BE(frame.length, offset)
    offset += frame.copy(value, offset)
  }
  return value
}

/**
 * @returns the frames, as slices of one copy of the value: a slice of what came from the network would keep megabytes alive.
 * @throws {RangeError} when the value is not a record of this library.
 */
export function decodeRecord (value: Buffer | null): Buffer[] {
  if (value === null || value[0] !== VERSION) throw new RangeError('unknown record format')
  const copy = Buffer.allocUnsafeSlow(value.length)
  value.copy(copy)

  const frames: Buffer[] = []
  let offset = RECORD_OVERHEAD
  while (offset < copy.length) {
    const start = offset + FRAME_OVERHEAD
    const end = start + (start <= copy.length ? copy.readUInt32BE(offset) : 0)
    if (end > copy.length) throw new RangeError('a frame is cut off')
    frames.push(copy.subarray(start, end))
    offset = end
  }
  return frames
}

/** Frames in as many lists as records are needed for them, in order. */
export function splitIntoRecords (frames: readonly Buffer[], maxBytes: number, maxFrames: number): Buffer[][] {
  const records: Buffer[][] = []
  let record: Buffer[] = []
  let size = RECORD_OVERHEAD
  for (const frame of frames) {
    size += FRAME_OVERHEAD + frame.length
    if (record.length > 0 && (size > maxBytes || record.length === maxFrames)) {
      records.push(record)
      record = []
      size = RECORD_OVERHEAD + FRAME_OVERHEAD + frame.length
    }
    record.push(frame)
  }
  records.push(record)
  return records
}
