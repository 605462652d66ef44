import { Type } from 'typebox'
import { text, time, uid as uidText } from '../../protocol/envelope.ts'
import { define, done, reject, server } from './command.ts'
import { type ClassState } from './state.ts'

/** What was tried before a ticket is given. */
export interface Access {
  /** Used launches, and when they expire and may be forgotten. */
  launches: Readonly<Record<string, number>>
  /** When somebody gave a wrong password, of the last minute. */
  wrong: ReadonlyArray<readonly [uid: string, at: number]>
}

export const noAccess: Access = { launches: {}, wrong: [] }

const windowMs = 60_000
const wrongAllowed = 5
/** Wrong passwords of all people that are remembered. */
const wrongRoom = 1_000

export type Verdict = 'right' | 'WRONG_PASSWORD' | 'RATE_LIMIT'

export const accessCommands = {
  /** Used once across all pods: FORBIDDEN when it was used before. */
  'launch:use': define({
    from: server,
    data: Type.Object({ jti: text(256), until: time() }),
    run: ({ state, at, data: { jti, until } }) => {
      const { access } = state
      // A prefix, since the name of something that every object has would seem to be used.
      const key = `jti:${jti}`
      if (access.launches[key] !== undefined) return reject('FORBIDDEN', 'the launch was used already')
      const living = Object.entries(access.launches).filter(([, expiry]) => expiry > at)
      return done({ ...state, access: { ...access, launches: Object.fromEntries([...living, [key, until]]) } })
    }
  }),

  /** Counts a try by somebody whose password was right or wrong; the reply is the verdict. */
  'password:try': define({
    from: server,
    data: Type.Object({ uid: uidText(), right: Type.Boolean() }),
    run: ({ state, at, data: { uid, right } }) => {
      const recent = state.access.wrong.filter(([, when]) => when > at - windowMs)
      if (recent.filter(([who]) => who === uid).length >= wrongAllowed) return verdict(state, 'RATE_LIMIT')
      if (right) return verdict(state, 'right')
      const wrong = [...recent, [uid, at] as const].slice(-wrongRoom)
      return verdict({ ...state, access: { ...state.access, wrong } }, 'WRONG_PASSWORD')
    }
  })
}

const verdict = (state: ClassState, value: Verdict) => done(state, { verdict: value })
