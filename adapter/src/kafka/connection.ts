import { type Connection } from './kafkajs.ts'

const CHECKS_PER_TIMEOUT = 5
const KEEP_ALIVE_DELAY = 30_000

/**
 * Makes one connection of kafkajs fit for long-lived, low-latency use; other connections of the process are left as they are.
 * @param timeout - after how long without an answer the connection is cut, in ms
 * @param onClose - the connection ended, for whatever reason
 */
export function tuneConnection (connection: Connection, timeout: number, onClose: () => void): void {
  const { requestQueue, connect, socketFactory } = connection

  // kafkajs 2.2.4 wakes up every millisecond, for ever, though nothing is pending
  const { scheduleCheckPendingRequests } = requestQueue
  requestQueue.scheduleCheckPendingRequests = () => {
    if (requestQueue.pending.length > 0) scheduleCheckPendingRequests.call(requestQueue)
  }

  // The watch below ends a connection that is silent; that of kafkajs wakes up ten times a second, for ever, and blames the broker for the time in
  // which this process was stopped itself
  requestQueue.enforceRequestTimeout = false

  // Two calls that find it closed would open two sockets and lose the first one
  let connecting: Promise<unknown> | undefined
  connection.connect = () => {
    connecting ??= connect.call(connection).finally(() => { connecting = undefined })
    return connecting
  }

  // Errors are thrown to the caller, who says so once; a log line per attempt would fill the disk while the broker is away
  connection.logError = connection.logDebug

  connection.socketFactory = options => {
    const socket = socketFactory(options)
    socket.setNoDelay(true)
    socket.setKeepAlive(true, KEEP_ALIVE_DELAY)

    let bytesRead = 0
    let silentChecks = 0
    // Counts checks and not time, so that a process that was stopped itself does not blame the broker
    const watch = setInterval(() => {
      const waiting = requestQueue.inflight.size > 0
      silentChecks = waiting && socket.bytesRead === bytesRead ? silentChecks + 1 : 0
      bytesRead = socket.bytesRead
      if (silentChecks > CHECKS_PER_TIMEOUT) socket.destroy(new Error(`no answer from ${connection.broker} for ${timeout} ms`))
    }, timeout / CHECKS_PER_TIMEOUT).unref()

    socket.once('close', () => {
      clearInterval(watch)
      connection.connectionStatus = 'disconnected'
      connection.rejectRequests(new Error(`the connection to ${connection.broker} was closed`))
      onClose()
    })
    return socket
  }
}

/** Ends a connection at once, whatever it waits for. */
export function destroyConnection (connection: Connection): void {
  const error = new Error(`the connection to ${connection.broker} was closed`)
  connection.socketFactory = () => { throw error }
  connection.rejectRequests(error)
  connection.socket?.destroy(error)
}
