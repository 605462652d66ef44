import { announcements, type Announcement, type ClassState, type Notice } from '../classroom/index.ts'
import { type ClassNamespace } from './class-socket.ts'
import { type LogClock } from './log-clock.ts'
import { Throttle } from './throttle.ts'

/** Tells the sockets of this node what has changed in the class. Every node does, so nothing of it crosses the log. */
export class Announcer {
  readonly #nsp: ClassNamespace
  readonly #slow: ReadonlyMap<Announcement, Throttle<ClassState>>

  /** @param state - what is known already */
  constructor (nsp: ClassNamespace, clock: LogClock, state: ClassState) {
    this.#nsp = nsp
    const slow = announcements.filter(({ every }) => every > 0)
    this.#slow = new Map(slow.map((announcement) => [announcement, new Throttle(announcement.every, state, (before, after) =>
      this.#carryOut(announcement.of(before, after, clock.now())))]))
  }

  tell (before: ClassState, after: ClassState, at: number): void {
    for (const announcement of announcements) {
      const slow = this.#slow.get(announcement)
      if (slow) slow.change(after)
      else this.#carryOut(announcement.of(before, after, at))
    }
  }

  close (): void {
    for (const slow of this.#slow.values()) slow.close()
  }

  /** @returns whether there was anything to tell */
  #carryOut (notices: readonly Notice[]): boolean {
    for (const notice of notices) {
      if ('cut' in notice) {
        this.#cut(notice.cut)
        continue
      }
      const { to, except = [], event, args } = notice
      // Most people's sockets are on other nodes.
      if (!to.some((room) => this.#nsp.adapter.rooms.has(room))) continue
      this.#nsp.local.to([...to]).except([...except]).emit(event, ...args as never)
    }
    return notices.length > 0
  }

  /** Once whoever asked for it has got the answer: it may be one of those who are cut. */
  #cut (room: string): void {
    const ids = [...this.#nsp.adapter.rooms.get(room) ?? []]
    setImmediate(() => {
      for (const id of ids) this.#nsp.sockets.get(id)?.disconnect(true)
    })
  }
}
