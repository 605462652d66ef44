import { murmur2 } from './partition.ts'

/**
 * The node that keeps a partition's list: the one with the highest hash, so that all agree, and that only the partitions of a node that
 * ends get another one (rendezvous hashing).
 */
export function keeperOf (partition: number, nodes: Iterable<string>): string | undefined {
  let [keeper, highest]: [string | undefined, number] = [undefined, -Infinity]
  for (const node of nodes) {
    const hash = murmur2(Buffer.from(`${partition}:${node}`))
    if (hash > highest || (hash === highest && node > keeper!)) [keeper, highest] = [node, hash]
  }
  return keeper
}
