import { type LogStats } from './log.ts'

/** The counters of a log that has done nothing yet, for a {@link Log} of your own. */
export function emptyLogStats (): LogStats {
  return {
    framesAppended: 0,
    recordsAppended: 0,
    bytesAppended: 0,
    appendErrors: 0,
    framesRead: 0,
    recordsRead: 0,
    bytesRead: 0,
    readErrors: 0,
    gaps: 0,
    queuedFrames: 0,
    queuedBytes: 0,
    lastReadAgeMs: 0,
    lag: 0
  }
}

/** What a node is and has done, for health checks and metrics. */
export interface NodeStats {
  /** Id of this node: new at each start. */
  id: string
  /** Whether the node is positioned in the log and alive: what is sent from now on reaches its sockets. */
  ready: boolean
  /** Ids of the nodes that are alive, this one included. */
  members: readonly string[]
  namespaces: number
  /** Partitions that are followed. */
  partitions: number
  /** Sessions that can be taken over, of all nodes, in those partitions. */
  sessions: number
  /** Replicated machines, hosted anywhere, in those partitions. */
  machines: number
  /** Bytes of broadcasts kept for clients that come back. */
  windowBytes: number
  /** Bytes of sessions kept for clients that come back. */
  sessionBytes: number
  /** Log time up to which everything was read, in ms since the epoch; 0 before the start. */
  asOf: number
  /** ms since this node last read its own heartbeat back: the proof that writing and reading both work. */
  heartbeatAgeMs: number
  broadcasts: number
  /** Frames that could not be sent. */
  publishErrors: number
  /** Frames that could not be handled. */
  frameErrors: number
  /** Frames that came too late to count for anybody. */
  fencedFrames: number
  /** How often this node was stopped for so long that it cut its clients. */
  fences: number
  /** Broadcasts and commands that went before their time for want of room (`windowBytes`). */
  windowOverflows: number
  /** Sessions that went before their time for want of room (`sessionBytes`). */
  sessionOverflows: number
  /** Requests that were not made, because too many wait for answers. */
  refusedRequests: number
  /** Gauge: frames that wait until this node is connected, or up to date. */
  waitingFrames: number
  /** Requests that wait for answers. */
  pendingRequests: number
  log: LogStats
}
