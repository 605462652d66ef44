/** The log's clock as far as this node can tell. It is taken to be this node's own, unless what was seen of it says otherwise. */
export class LogClock {
  #offset = 0

  /** ms since the epoch. */
  now (): number {
    return Date.now() + this.#offset
  }

  /**
   * Something that was read just now was written at this time of the log's clock.
   * @param sentAt - when this node sent it, by its own clock; absent when others did
   */
  observe (at: number, sentAt = -Infinity): void {
    this.#offset = Math.min(Math.max(this.#offset, at - Date.now()), at - sentAt)
  }
}
