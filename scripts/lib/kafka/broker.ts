import { mkdir, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { type Guarded, type Scratch, startGuarded } from '../guard.ts'
import { type Distribution } from './distribution.ts'
import { awaitCluster } from './metadata.ts'
import { type KafkaNode, type Properties, propertiesFile } from './properties.ts'

/** Small and quick to start; the last three keep it silent and everything it writes in its own directory. */
const JVM = ['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto',
  '-Dorg.apache.logging.log4j.level=ERROR', '-Djava.io.tmpdir=.', '-XX:-UsePerfData']
const START_TIMEOUT = 60_000
const STOP_TIMEOUT = 30_000
const TAIL_LINES = 15

export interface BrokerOptions {
  readonly node: KafkaNode
  readonly properties: Properties
  readonly clusterId: string
  readonly distribution: Distribution
  readonly scratch: Scratch
  readonly log: (line: string) => void
}

/** A node of Kafka that can be stopped, killed and started again, with the same address and data. */
export class Broker {
  readonly id: number
  readonly address: string
  /** Process id of the latest run. */
  pid = 0
  readonly #options: BrokerOptions
  readonly #config: string
  /** Last lines of the latest run, to explain a failure. */
  #tail: string[] = []
  #process: Guarded | undefined

  constructor (options: BrokerOptions) {
    this.#options = options
    this.#config = `${options.node.directory}/server.properties`
    this.id = options.node.id
    this.address = `127.0.0.1:${options.node.port}`
  }

  get running (): boolean { return this.#process !== undefined }

  /** Makes the directory with the configuration and the empty log. */
  async format (): Promise<void> {
    const { node, properties, clusterId } = this.#options
    await mkdir(node.directory)
    await writeFile(this.#config, propertiesFile(properties))
    const tool = await this.#java(() => {}, 'kafka.tools.StorageTool', 'format', '--cluster-id', clusterId, '--config', this.#config)
    if (await tool.exited !== 0) throw this.#failure('could not be formatted')
  }

  /**
   * Starts the process; resolves when it answers and sees all brokers in `ids`.
   * @throws {Error} when it ends before or does not get that far in a minute; the message has its last words.
   */
  async start (ids: readonly number[]): Promise<void> {
    if (this.running) throw new Error(`Kafka node ${this.id} runs already`)
    const { clusterId, log } = this.#options
    const process = await this.#java(log, 'kafka.Kafka', this.#config)
    this.#process = process
    this.pid = process.pid
    const ended = process.exited.then(code => {
      if (this.#process !== process) return // end() was called
      this.#process = undefined
      log(`Kafka node ${this.id} has ended by itself (exit code ${code})`)
    })
    const waiting = new AbortController()
    const ready = awaitCluster(this.address, cluster => cluster.clusterId === clusterId && ids.every(id => cluster.ids.includes(id)),
      AbortSignal.any([waiting.signal, AbortSignal.timeout(START_TIMEOUT)]))
    try {
      await Promise.race([ready, ended.then(() => { throw this.#failure('ended before it was ready') })])
    } catch (error) {
      throw error instanceof Error && error.name === 'AbortError' ? this.#failure('did not become ready') : error
    } finally {
      waiting.abort()
    }
  }

  /** Ends the process with a signal; resolves when it has ended. */
  async end (signal: 'TERM' | 'KILL'): Promise<void> {
    const process = this.#process
    if (!process) return
    this.#process = undefined
    process.signal(signal)
    await Promise.race([process.exited, delay(STOP_TIMEOUT, undefined, { ref: false })])
    process.signal('KILL')
    await process.exited
  }

  #java (log: (line: string) => void, ...command: string[]): Promise<Guarded> {
    const { distribution: { java, classPath, via }, scratch, node } = this.#options
    this.#tail = []
    return startGuarded([java, ...JVM, '-cp', classPath, ...command], {
      scratch,
      via: via(scratch.path),
      cwd: node.directory,
      log: line => {
        this.#tail = [...this.#tail, line].slice(-TAIL_LINES)
        log(line)
      }
    })
  }

  #failure (what: string): Error {
    return new Error([`Kafka node ${this.id} ${what}`, ...this.#tail].join('\n'))
  }
}
