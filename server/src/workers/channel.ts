import { type EventEmitter } from 'node:events'

/** One end of the IPC between two processes, with advanced serialization, so that buffers pass: this process, or a child. */
export type Channel = EventEmitter & {
  send?: (message: object, handle: undefined, options: undefined, callback: (error: Error | null) => void) => boolean
}

/** Sends, or fails without a word when the other process has ended: that is told by the event `disconnect`. */
export function post (channel: Channel, message: object): void {
  channel.send?.(message, undefined, undefined, () => {})
}
