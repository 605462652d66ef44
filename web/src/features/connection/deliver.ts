import type { Ack, Failure } from '@protocol/result.ts'

const attempts = 5
const longestPauseMs = 4000

/** What delivering needs from the link. */
export interface Courier<Reply extends object> {
  /** Sends the command once; undefined when no answer came. */
  attempt: () => Promise<Ack<Reply> | undefined>
  /** Resolves when the class is joined; false when it will not be joined again. */
  joined: () => Promise<boolean>
  /** Waits between two attempts. @default a random part of a time that doubles up to 4 s */
  pause?: (attempt: number) => Promise<void>
}

const patience = (attempt: number): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, Math.random() * Math.min(250 * 2 ** attempt, longestPauseMs)))

/** A link that is just coming back may bring a command before the class is joined. */
const mayPass = ({ code, retryable }: Failure): boolean => retryable || code === 'NOT_JOINED'

/**
 * Sends the same command until it has an answer: as often as the link breaks, and a few times when the server asks to try again.
 * The id of the command makes its effect happen once.
 */
export async function deliver<Reply extends object> ({ attempt, joined, pause = patience }: Courier<Reply>): Promise<Ack<Reply>> {
  for (let refusals = 0; ;) {
    if (!await joined()) return { ok: false, code: 'NOT_JOINED', message: 'the class is over for this window', retryable: false }
    const reply = await attempt()
    if (reply && (reply.ok || !mayPass(reply) || ++refusals === attempts)) return reply
    await pause(refusals)
  }
}
