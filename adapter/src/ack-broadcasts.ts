interface AckBroadcast {
  /** Nodes whose number of clients is not known yet. */
  waiting: Set<string>
  /** Nodes whose acknowledgements count. */
  nodes: ReadonlySet<string>
  /** Acknowledgements that are still to come, of the clients that are known. */
  open: number
  timer: NodeJS.Timeout
  onCount: (clients: number) => void
  onAck: (packet: unknown) => void
}

/**
 * Broadcasts of this node whose clients acknowledge. Socket.IO takes such a broadcast for complete when it was told as many numbers of
 * clients as `serverCount()` gave it, and got an acknowledgement from each of them: so every node that was alive when the broadcast was
 * made counts exactly once, a lost one with no clients.
 */
export class AckBroadcasts {
  readonly #pending = new Map<string, AckBroadcast>()

  get size (): number {
    return this.#pending.size
  }

  /** @param lifetime - how long acknowledgements are taken, in ms */
  add (id: string, nodes: Iterable<string>, lifetime: number, onCount: AckBroadcast['onCount'], onAck: AckBroadcast['onAck']): void {
    const counted = new Set(nodes)
    const timer = setTimeout(() => this.#pending.delete(id), lifetime).unref()
    this.#pending.set(id, { waiting: new Set(counted), nodes: counted, open: 0, timer, onCount, onAck })
  }

  /** The broadcast stands in the log now: these nodes read it, the others have no clients for it. */
  expect (id: string, readers: ReadonlySet<string>): void {
    for (const node of this.#pending.get(id)?.nodes ?? []) if (!readers.has(node)) this.count(id, node, 0)
  }

  count (id: string, node: string, clients: number): void {
    const broadcast = this.#pending.get(id)
    if (!broadcast?.waiting.delete(node)) return
    broadcast.open += clients
    this.#check(id, broadcast)
    broadcast.onCount(clients)
  }

  ack (id: string, node: string, packet: unknown): void {
    const broadcast = this.#pending.get(id)
    if (!broadcast?.nodes.has(node)) return
    broadcast.open--
    this.#check(id, broadcast)
    broadcast.onAck(packet)
  }

  lost (node: string): void {
    for (const id of this.#pending.keys()) this.count(id, node, 0)
  }

  close (): void {
    for (const { timer } of this.#pending.values()) clearTimeout(timer)
    this.#pending.clear()
  }

  /** Nothing more is to come. */
  #check (id: string, { waiting, open, timer }: AckBroadcast): void {
    if (waiting.size > 0 || open > 0) return
    clearTimeout(timer)
    this.#pending.delete(id)
  }
}
