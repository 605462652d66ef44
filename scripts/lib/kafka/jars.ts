import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeScratch, startGuarded } from '../guard.ts'

const POM = fileURLToPath(new URL('pom.xml', import.meta.url))

/** Version of Apache Kafka, as the pom says. */
export const KAFKA_VERSION = /<kafka\.version>(.+)<\/kafka\.version>/.exec(readFileSync(POM, 'utf8'))?.[1] ?? ''

/** Where the jars are, or will be: outside the checkout, so that all checkouts share them. */
export function jarsDirectory (): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'classroom-popup', `kafka-${KAFKA_VERSION}`)
}

/** Whether nothing is left to fetch. */
export function hasJars (): boolean {
  return existsSync(jarsDirectory())
}

/**
 * Fetches the jars with Maven, once. Runs at the same time do not disturb each other: each one fetches into a directory of its own,
 * with a repository of its own (Maven does not lock the shared one), and the first one to finish gives its directory the final name.
 */
export async function fetchJars (log: (line: string) => void): Promise<void> {
  const jars = jarsDirectory()
  await mkdir(join(jars, '..'), { recursive: true })
  const scratch = await makeScratch('fetch', join(jars, '..'))
  try {
    log(`Fetching Apache Kafka ${KAFKA_VERSION} with Maven into ${jars}`)
    const lib = join(scratch.path, 'lib')
    const output: string[] = []
    const maven = await startGuarded([
      'mvn', '--batch-mode', '--quiet', '--file', POM, `-Dmaven.repo.local=${join(scratch.path, 'repository')}`,
      'dependency:copy-dependencies', `-DoutputDirectory=${lib}`
    ], { scratch, log: line => output.push(line) })
    if (await maven.exited !== 0) throw new Error(`Maven could not fetch Apache Kafka: ${output.find(line => line.includes('ERROR')) ?? ''}`)
    await rename(lib, jars).catch((error: unknown) => { if (!hasJars()) throw error })
  } finally {
    await scratch.remove()
  }
}
