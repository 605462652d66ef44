import cluster from 'node:cluster'
import { type Config, loadConfig } from './config.ts'
import { ConfigError } from './env.ts'

const config = readConfig()
if (config.MODE === 'cluster' && cluster.isPrimary) {
  // The primary does not load what only nodes need.
  const { startPrimary } = await import('./workers/primary.ts')
  await startPrimary(config, import.meta.filename)
} else {
  const { startNode } = await import('./node.ts')
  await startNode(config)
}

function readConfig (): Config {
  try {
    return loadConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}
