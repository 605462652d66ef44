import { createHash } from 'node:crypto'

/**
 * How many of the nodes come before this one when one of them is to do something that has a name. All of them agree without asking each other, and
 * when one is lost the others move up (rendezvous hashing). A node that is not among them comes last.
 */
export function turnOf (own: string, nodes: readonly string[], name: string): number {
  if (!nodes.includes(own)) return nodes.length
  const weight = (node: string) => createHash('sha1').update(`${name}:${node}`).digest('hex')
  const mine = weight(own)
  return nodes.filter((node) => weight(node) > mine).length
}
