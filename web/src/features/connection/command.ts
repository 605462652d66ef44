import type { CommandBody, CommandEvent } from '@protocol/class-events.ts'
import { protocolVersion } from '@protocol/constants.ts'
import type { Reply } from '@protocol/events.ts'
import type { Ack, ErrorCode } from '@protocol/result.ts'
import { until } from '@vueuse/core'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { i18n } from '../../i18n.ts'
import { randomId } from '../../random.ts'
import { useToasts } from '../../ui/toasts.ts'
import { deliver } from './deliver.ts'
import { useConnection } from './store.ts'

export interface SendOptions {
  /** To send the same command again after a reload. @default a new one */
  cmdId?: string
  /** The caller shows failures itself. @default false: they are said in a toast */
  quiet?: boolean
}

type Emit = (event: CommandEvent, payload: object) => Promise<unknown>
const ackTimeoutMs = 5000
/** Without an answer for so long, the link may be dead without having said so. */
const doubtMs = 1500

/** Commands to the class. What is sent while the link is down waits, and arrives once when the class is joined again. */
export const useCommands = defineStore('commands', () => {
  const connection = useConnection()
  const { toast } = useToasts()
  /** How many have no answer yet. */
  const pending = ref(0)

  async function joined (): Promise<boolean> {
    await until(() => connection.state).toMatch(state => state === 'joined' || state === 'ended', { flush: 'sync' })
    return connection.state === 'joined'
  }

  /** Sends a command. Never throws: the answer says what became of it. */
  async function send<E extends CommandEvent> (event: E, body: CommandBody<E>, { cmdId = randomId(), quiet = false }: SendOptions = {}): Promise<Ack<Reply<E>>> {
    const payload = { v: protocolVersion, cmdId, ...body }
    pending.value++
    const reply = await deliver<Reply<E>>({
      joined,
      attempt: async () => {
        const socket = connection.live()?.timeout(ackTimeoutMs)
        if (!socket) return undefined
        const doubting = setTimeout(connection.wake, doubtMs)
        // The compiler cannot follow an event that is a parameter; `body` and the answer have its types.
        return await (socket.emitWithAck.bind(socket) as Emit)(event, payload).catch(() => undefined).finally(() => clearTimeout(doubting)) as Ack<Reply<E>> | undefined
      }
    })
    pending.value--
    if (!reply.ok && !quiet) toast(problemText(reply.code))
    return reply
  }

  return { pending, send }
})

/** What went wrong, in the words of the person's language. */
export function problemText (code: ErrorCode): string {
  return i18n.global.t(`problem.${code}`)
}
