import { protocolVersion, rooms } from '../../protocol/constants.ts'
import { type RosterEntry } from '../../protocol/snapshot.ts'
import { countRoles } from './snapshot.ts'
import { type ClassNamespace } from './types.ts'

const coalesceMs = 500

/** Tells teachers who came and went, and pupils how many are there; what changes within half a second is told in one go. */
export function createPresenceNotices (nsp: ClassNamespace, roster: () => Promise<RosterEntry[]>) {
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  async function tell (): Promise<void> {
    const uids = [...changed]
    changed.clear()
    timer = undefined
    const entries = await roster()
    const states = new Map(entries.map(({ uid, state }) => [uid, state]))
    const envelope = { v: protocolVersion, at: Date.now() }
    nsp.to(rooms.role('TE')).emit('presence', { ...envelope, people: uids.map((uid) => ({ uid, state: states.get(uid) ?? 'offline' })) })
    nsp.to(rooms.role('ST')).emit('presence', { ...envelope, ...countRoles(entries) })
  }

  return {
    changed (uid: string): void {
      changed.add(uid)
      // When the other nodes cannot be asked, the next change tells.
      timer ??= setTimeout(() => { tell().catch(() => {}) }, coalesceMs)
    },
    close: () => clearTimeout(timer)
  }
}
