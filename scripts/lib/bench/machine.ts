import { createRequire } from 'node:module'
import { cpus, totalmem, type as systemName } from 'node:os'

const PACKAGES = ['socket.io', 'kafkajs', 'redis', '@socket.io/redis-adapter', '@socket.io/redis-streams-adapter', '@socket.io/cluster-adapter']

/** What it was measured on, in Markdown. */
export function describeMachine (servers: readonly string[]): string {
  const [cpu] = cpus()
  const versions = PACKAGES.map(name => `${name} ${versionOf(name)}`)
  return `${cpus().length} cores (${cpu!.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${systemName()}, on which everything ran at once: pods, clients and brokers. ` +
    `Node.js ${process.versions.node}, ${[...servers, ...versions].join(', ')}.`
}

function versionOf (name: string): string {
  const require = createRequire(import.meta.url)
  const folder = require.resolve.paths(name)!.map(path => `${path}/${name}/package.json`)
  for (const file of folder) {
    try {
      return (require(file) as { version: string }).version
    } catch {
      // The next folder, as Node.js does
    }
  }
  return ''
}
