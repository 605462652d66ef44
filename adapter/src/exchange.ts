import { AckBroadcasts } from './ack-broadcasts.ts'
import { TooManyRequestsError } from './errors.ts'
import { type DecodedFrame, FrameType, type Part } from './frame.ts'
import { Requests } from './requests.ts'
import { type PacketCodec } from './packet-codec.ts'

/** Who can be asked. */
export interface Respondent {
  /** A request to all nodes that have this namespace; several answers are allowed. */
  answer (frame: DecodedFrame): Promise<unknown[]> | unknown[]
  /** Delivers a broadcast whose clients acknowledge; returns how many clients it went to. */
  deliverWithAck (frame: DecodedFrame, onAck: (packet: unknown) => void): number
}

interface ResponseMeta {
  kind: 'answer' | 'count' | 'ack'
  id: string
  clients?: number
}

interface Self {
  id: string
  send (type: FrameType, to: string, meta: unknown, parts: readonly Part[]): Promise<unknown>
  maxPendingRequests: number
  onError (error: Error): void
}

/** Questions of nodes to each other: they go to the partition of the namespace, the answers to the partition of the asking node. */
export class Exchange {
  readonly requests = new Requests()
  readonly acks = new AckBroadcasts()
  readonly counters = { refusedRequests: 0 }
  readonly #self: Self
  readonly #codec: PacketCodec

  constructor (self: Self, codec: PacketCodec) {
    this.#self = self
    this.#codec = codec
  }

  /** Requests that wait for answers. */
  get pending (): number {
    return this.requests.size + this.acks.size
  }

  /** @throws {TooManyRequestsError} when there is no room for one more request */
  admit (): void {
    const { maxPendingRequests } = this.#self
    if (this.pending < maxPendingRequests) return
    this.counters.refusedRequests++
    throw new TooManyRequestsError(`${this.pending} requests wait for answers already`)
  }

  /**
   * Asks all nodes that have a namespace.
   * @param timeout - in ms
   * @throws {RequestTimeoutError | TooManyRequestsError | LogUnavailableError | LogFullError}
   */
  async ask (type: FrameType, nsp: string, meta: object, parts: readonly Part[], timeout: number): Promise<unknown[]> {
    this.admit()
    return await this.requests.ask((id) => this.#self.send(type, nsp, { ...meta, id }, parts), timeout)
  }

  /** @param readers - the nodes that read the request */
  onRequest (frame: DecodedFrame, respondents: readonly Respondent[], readers: ReadonlySet<string>): void {
    const { id } = frame.meta as { id: string }
    const own = frame.from === this.#self.id
    if (own) this.requests.expect(id, readers)
    Promise.all(respondents.map((respondent) => respondent.answer(frame))).then((answers) => {
      if (own) this.requests.answer(id, this.#self.id, answers.flat())
      else this.#respond(frame.from, { kind: 'answer', id }, this.#codec.encodeValue(answers.flat()))
    }).catch(this.#self.onError)
  }

  onBroadcast (frame: DecodedFrame, respondents: readonly Respondent[], readers: ReadonlySet<string>): void {
    // Clients may never acknowledge: what is kept for that must not keep the frame.
    const { from, meta } = frame
    const { id } = meta as { id: string }
    const own = from === this.#self.id
    if (own) this.acks.expect(id, readers)
    const onAck = (packet: unknown) => {
      if (own) this.acks.ack(id, this.#self.id, packet)
      else this.#respond(from, { kind: 'ack', id }, this.#codec.encodeValue(packet))
    }
    let clients = 0
    for (const respondent of respondents) clients += respondent.deliverWithAck(frame, onAck)
    if (own) this.acks.count(id, this.#self.id, clients)
    else this.#respond(from, { kind: 'count', id, clients })
  }

  onResponse (frame: DecodedFrame): void {
    const { kind, id, clients = 0 } = frame.meta as ResponseMeta
    if (kind === 'count') this.acks.count(id, frame.from, clients)
    else if (kind === 'ack') this.acks.ack(id, frame.from, this.#codec.decodeValue(frame.parts))
    else this.requests.answer(id, frame.from, this.#codec.decodeValue(frame.parts))
  }

  lost (node: string): void {
    this.requests.lost(node)
    this.acks.lost(node)
  }

  close (): void {
    this.requests.close()
    this.acks.close()
  }

  #respond (node: string, meta: ResponseMeta, parts: readonly Part[] = []): void {
    this.#self.send(FrameType.RESPONSE, node, meta, parts).catch(this.#self.onError)
  }
}
