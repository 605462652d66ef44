import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { makeScratch, startGuarded } from './guard.ts'

/** A program for Java, with all that it needs to run. */
export interface JavaProgram {
  /** Its name, for people. */
  readonly title: string
  /** Names its directory, with its version. */
  readonly name: string
  /** The file that lists the jars. */
  readonly pom: string
}

/** Where the jars are, or will be: outside the checkout, so that all checkouts share them. */
export function jarsDirectory ({ name }: JavaProgram): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'classroom-popup', name)
}

/** Whether nothing is left to fetch. */
export function hasJars (program: JavaProgram): boolean {
  return existsSync(jarsDirectory(program))
}

/**
 * Fetches the jars with Maven, once. Runs at the same time do not disturb each other: each one fetches into a directory of its own,
 * with a repository of its own (Maven does not lock the shared one), and the first one to finish gives its directory the final name.
 */
export async function fetchJars (program: JavaProgram, log: (line: string) => void): Promise<void> {
  const jars = jarsDirectory(program)
  await mkdir(join(jars, '..'), { recursive: true })
  const scratch = await makeScratch('fetch', join(jars, '..'))
  try {
    log(`Fetching ${program.title} with Maven into ${jars}`)
    const lib = join(scratch.path, 'lib')
    const output: string[] = []
    const maven = await startGuarded([
      'mvn', '--batch-mode', '--quiet', '--file', program.pom, `-Dmaven.repo.local=${join(scratch.path, 'repository')}`,
      'dependency:copy-dependencies', `-DoutputDirectory=${lib}`
    ], { scratch, log: line => output.push(line) })
    if (await maven.exited !== 0) throw new Error(`Maven could not fetch ${program.title}: ${output.find(line => line.includes('ERROR')) ?? ''}`)
    await rename(lib, jars).catch((error: unknown) => { if (!hasJars(program)) throw error })
  } finally {
    await scratch.remove()
  }
}
