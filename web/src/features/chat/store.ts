import type { ChatMode, ChatSend } from '@protocol/chat.ts'
import type { Reaction } from '@protocol/signal.ts'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useCommands } from '../connection/command.ts'
import { useProjection } from '../connection/projection.ts'
import { randomId } from '../../random.ts'
import { chatEvents, chatOf, discarded, type Draft, drafted, pageSize, readTo, refused, silence, withOlder } from './state.ts'

/** What the class says. */
export const useChat = defineStore('chat', () => {
  const { send } = useCommands()
  const chat = useProjection('chat', silence, { snapshot: chatOf, events: chatEvents })
  /** Own reactions by line; the server only tells how many there are. */
  const mine = ref<Record<number, Reaction | undefined>>({})
  /** To whom the next line is private. */
  const privately = ref<{ uid: string, name: string }>()

  async function deliver ({ problem: _, ...draft }: Draft): Promise<void> {
    chat.value = drafted(chat.value, draft)
    const { key, ...body } = draft
    const reply = await send('chat:send', body, { cmdId: key, quiet: true })
    chat.value = reply.ok ? discarded(chat.value, key) : refused(chat.value, key, reply.code)
  }

  async function older (): Promise<void> {
    const before = Math.ceil(chat.value.lines[0]?.id ?? 0)
    const reply = await send('chat:history', { before, limit: pageSize })
    if (reply.ok) chat.value = withOlder(chat.value, reply.lines)
  }

  async function react (id: number, reaction: Reaction): Promise<void> {
    const next = mine.value[id] === reaction ? null : reaction
    const reply = await send('chat:react', { id, reaction: next })
    if (reply.ok) mine.value = { ...mine.value, [id]: next ?? undefined }
  }

  return {
    chat,
    mine,
    privately,
    say: (body: ChatSend) => deliver({ key: randomId(), ...body }),
    again: deliver,
    discard: (key: string) => { chat.value = discarded(chat.value, key) },
    read: (about?: string) => { chat.value = readTo(chat.value, about) },
    older,
    react,
    remove: (id: number) => send('chat:delete', { id }),
    setMode: (mode: ChatMode) => send('chat:mode', { mode })
  }
})
