/** Reads the protocol's primitive types one after the other; throws RangeError at the end of the bytes. */
export class ByteReader {
  readonly #bytes: Buffer
  #offset: number

  constructor (bytes: Buffer, offset = 0) {
    this.#bytes = bytes
    this.#offset = offset
  }

  int8 (): number {
    return this.#bytes.readInt8(this.#advance(1))
  }

  int16 (): number {
    return this.#bytes.readInt16BE(this.#advance(2))
  }

  int32 (): number {
    return this.#bytes.readInt32BE(this.#advance(4))
  }

  /** Offsets and times are far below 2^53, so a number holds them exactly. */
  int64 (): number {
    return this.int32() * 0x1_0000_0000 + this.#bytes.readUInt32BE(this.#advance(4))
  }

  /** Zigzag-coded, as in records. Only the sizes and deltas that fit 32 bits. */
  varint (): number {
    let value = 0
    let shift = 0
    let byte
    do {
      byte = this.#bytes.readUInt8(this.#advance(1))
      value |= (byte & 0x7f) << shift
      shift += 7
    } while (byte & 0x80)
    return (value >>> 1) ^ -(value & 1)
  }

  skip (count: number): void {
    this.#advance(count)
  }

  bytes (count: number): Buffer {
    const start = this.#advance(count)
    return this.#bytes.subarray(start, start + count)
  }

  #advance (count: number): number {
    const start = this.#offset
    const end = start + count
    if (count < 0 || end > this.#bytes.length) throw new RangeError('the bytes end too early')
    this.#offset = end
    return start
  }
}
