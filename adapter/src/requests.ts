import { randomBytes } from 'node:crypto'
import { NodeClosedError, RequestTimeoutError } from './errors.ts'

interface PendingRequest {
  /** Nodes that have not answered; unknown until the request was read back from the log. */
  expected: Set<string> | undefined
  /** By node; a node that does not have the namespace answers with an empty list. */
  answers: Map<string, unknown[]>
  settle: (error?: Error) => void
}

/**
 * Asks all nodes that are alive at the request's place in the log, and collects what they answer.
 * A node that is lost meanwhile is no longer waited for: its sockets are gone with it.
 */
export class Requests {
  readonly #pending = new Map<string, PendingRequest>()

  get size (): number {
    return this.#pending.size
  }

  /**
   * @param send - writes the request to the log
   * @param timeout - how long to wait for all answers, in ms
   * @throws {RequestTimeoutError} when nodes did not answer in time; it names them and carries the answers of the others
   * @throws {LogUnavailableError | LogFullError} when the request could not be written
   */
  ask (send: (id: string) => Promise<unknown>, timeout: number): Promise<unknown[]> {
    const id = randomBytes(8).toString('hex')
    return new Promise((resolve, reject) => {
      const answers: PendingRequest['answers'] = new Map()
      const settle = (error?: Error) => {
        clearTimeout(timer)
        this.#pending.delete(id)
        if (error) reject(error)
        else resolve([...answers.values()].flat())
      }
      const timer = setTimeout(() => {
        settle(new RequestTimeoutError([...request.expected ?? []], [...answers.values()].flat()))
      }, timeout)
      const request: PendingRequest = { expected: undefined, answers, settle }
      this.#pending.set(id, request)
      send(id).catch(settle)
    })
  }

  /** The node's own request stands in the log now: these nodes have to answer. */
  expect (id: string, nodes: Iterable<string>): void {
    const request = this.#pending.get(id)
    if (!request || request.expected) return
    request.expected = new Set(nodes)
    for (const node of request.answers.keys()) request.expected.delete(node)
    this.#check(request)
  }

  answer (id: string, node: string, answer: unknown): void {
    const request = this.#pending.get(id)
    if (!request || request.answers.has(node) || !Array.isArray(answer)) return
    request.answers.set(node, answer)
    request.expected?.delete(node)
    this.#check(request)
  }

  lost (node: string): void {
    for (const request of this.#pending.values()) {
      if (request.expected?.delete(node)) this.#check(request)
    }
  }

  close (): void {
    for (const request of this.#pending.values()) request.settle(new NodeClosedError('the node was closed'))
  }

  #check (request: PendingRequest): void {
    if (request.expected?.size === 0) request.settle()
  }
}
