import { MediaSet } from '../../protocol/media.ts'
import { anybody, define, done, reject } from './command.ts'
import { personOf } from './people/state.ts'
import { type Viewer } from './rooms.ts'
import { type ClassState } from './state.ts'

export const stageCommands = {
  /** The server sends it beside a `sendMedia` that shows or clears something, so that who comes later sees the same. */
  'media:set': define({
    from: anybody,
    data: MediaSet,
    run: ({ state, uid, role, at, data: { item } }) => role !== 'SYS' && mayShare(state, { uid, role })
      ? done({ ...state, media: item && { ...item, by: uid, at } })
      : reject('FORBIDDEN', 'pupils may not show media now', true)
  })
}

/** Whether somebody may use `sendMedia`. */
export function mayShare ({ modes, people }: ClassState, { uid, role }: Viewer): boolean {
  if (role === 'TE') return true
  return modes.share && !modes.paused && personOf(people, uid)?.muted === false
}
