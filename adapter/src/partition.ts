/** Kafka's murmur2 (32 bits, signed), so that any Kafka client finds the same partition for a key. */
export function murmur2 (data: Buffer): number {
  const m = 0x5bd1e995
  let h = 0x9747b28c ^ data.length
  let i = 0
  for (; i + 4 <= data.length; i += 4) {
    let k = Math.imul(data.readInt32LE(i), m)
    k = Math.imul(k ^ (k >>> 24), m)
    h = Math.imul(h, m) ^ k
  }
  for (let rest = data.length - 1; rest >= i; rest--) h ^= data[rest]! << (8 * (rest - i))
  if (i < data.length) h = Math.imul(h, m)
  h = Math.imul(h ^ (h >>> 13), m)
  return h ^ (h >>> 15)
}

/** The partition of a namespace (or of any other key), as Kafka's default partitioner chooses it. */
export function partitionOf (key: string, partitions: number): number {
  return hashOf(key) % partitions
}

export function hashOf (key: string): number {
  return murmur2(Buffer.from(key)) & 0x7fffffff
}

/** Heartbeats stand in one partition, so that there is one clock to judge them by. */
export const MEMBERSHIP_PARTITION = 0
