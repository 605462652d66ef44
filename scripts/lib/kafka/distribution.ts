import { execFile } from 'node:child_process'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fetchJars, hasJars, jarsDirectory } from '../maven-jars.ts'
import { KAFKA_VERSION, kafkaProgram } from './jars.ts'

const run = promisify(execFile)
const IMAGE = `apache/kafka:${KAFKA_VERSION}`

/** Something that can run the classes of Apache Kafka on this machine. */
export interface Distribution {
  readonly java: string
  readonly classPath: string
  /** Command that gives a shell in which `java` is found and `directory` and the loopback interface are those of this machine; empty: this machine itself. */
  via (directory: string): string[]
}

/** There is no way to run Apache Kafka on this machine; the message says what to install. */
export class KafkaUnavailableError extends Error {
  override readonly name = 'KafkaUnavailableError'
}

/**
 * Finds a way to run Apache Kafka: Java with the jars from Maven, else Docker.
 * @throws {KafkaUnavailableError} when there is none.
 */
export async function findDistribution (log: (line: string) => void): Promise<Distribution> {
  const failures: string[] = []
  for (const find of [findJava, findDocker]) {
    try {
      return await find(log)
    } catch (error) {
      failures.push(error instanceof Error ? error.message.split('\n', 1)[0]! : String(error))
    }
  }
  throw new KafkaUnavailableError(`Apache Kafka cannot be started here: ${failures.join('; ')}. ` +
    'Install Java 17 or later and Maven (Debian: apt-get install default-jre-headless maven), or Docker, ' +
    'or set KAFKA_BROKERS to the addresses of a running Kafka.')
}

async function findJava (log: (line: string) => void): Promise<Distribution> {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java'
  const { stderr } = await run(java, ['-version'])
  const version = Number(/version "(\d+)/.exec(stderr)?.[1])
  if (!(version >= 17)) throw new Error(`Java 17 or later is needed, ${java} is ${version}`)
  if (!hasJars(kafkaProgram)) {
    await run('mvn', ['--version'])
    await fetchJars(kafkaProgram, log)
  }
  // The JVM expands the asterisk itself.
  return { java, classPath: join(jarsDirectory(kafkaProgram), '*'), via: () => [] }
}

async function findDocker (log: (line: string) => void): Promise<Distribution> {
  await run('docker', ['info'])
  await run('docker', ['image', 'inspect', IMAGE]).catch(async () => {
    log(`Fetching ${IMAGE} with Docker`)
    await run('docker', ['pull', '--quiet', IMAGE])
  })
  return { java: 'java', classPath: '/opt/kafka/libs/*', via: dockerShell }
}

/** With the network, the process ids and the user of this machine, so that a broker in a container is used like any other process. */
export function dockerShell (directory: string): string[] {
  const { uid, gid } = userInfo()
  return ['docker', 'run', '--rm', '--interactive', '--network=host', '--pid=host', `--user=${uid}:${gid}`,
    `--volume=${directory}:${directory}`, `--workdir=${directory}`, '--entrypoint=', IMAGE]
}
