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
  /** Who gave the right one. */
  passed: readonly string[]
}

export const noAccess: Access = { launches: {}, wrong: [], passed: [] }

const windowMs = 60_000
const wrongAllowed = 5
/** Wrong passwords of all people that are remembered, and people who gave the right one. */
const wrongRoom = 1_000
const passedRoom = 2_000

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

  /** A try by somebody whose password was right or wrong; the reply is the verdict. Who gave the right one may come in, on any node. */
  'password:try': define({
    from: server,
    data: Type.Object({ uid: uidText(), right: Type.Boolean() }),
    run: ({ state, at, data: { uid, right } }) => {
      const { access } = state
      if (isLockedOut(state, uid, at)) return verdict(state, 'RATE_LIMIT')
      if (right) {
        const passed = [...access.passed.filter((other) => other !== uid), uid].slice(-passedRoom)
        return verdict({ ...state, access: { ...access, passed } }, 'right')
      }
      const wrong = [...recentlyWrong(state, at), [uid, at] as const].slice(-wrongRoom)
      return verdict({ ...state, access: { ...access, wrong } }, 'WRONG_PASSWORD')
    }
  })
}

const recentlyWrong = ({ access }: ClassState, at: number) => access.wrong.filter(([, when]) => when > at - windowMs)

/** Whether somebody gave so many wrong passwords that not even the right one helps for a while. */
export function isLockedOut (state: ClassState, uid: string, at: number): boolean {
  return recentlyWrong(state, at).filter(([who]) => who === uid).length >= wrongAllowed
}

const verdict = (state: ClassState, value: Verdict) => done(state, { verdict: value })
