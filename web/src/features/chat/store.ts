import type { ChatMode, ChatSend } from '@protocol/chat.ts'
import type { Reaction } from '@protocol/signal.ts'
import { useSessionStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { useCommands } from '../connection/command.ts'
import { useProjection } from '../connection/projection.ts'
import { useSnapshots } from '../connection/snapshots.ts'
import { randomId } from '../../random.ts'
import { keepDrafts, keptDrafts } from './kept.ts'
import { chatEvents, chatOf, discarded, type Draft, drafted, pageSize, readTo, refused, silence, withOlder } from './state.ts'

/** What the class says. */
export const useChat = defineStore('chat', () => {
  const { send } = useCommands()
  const chat = useProjection('chat', silence, { snapshot: chatOf, events: chatEvents })
  /** Own reactions by line; the server only tells how many there are. */
  const mine = ref<Record<number, Reaction | undefined>>({})
  /** To whom the next line is private. */
  const privately = ref<{ uid: string, name: string }>()

  /** Keys of the drafts that are being sent. */
  const onTheWay = new Set<string>()
  const written = useSessionStorage<Record<string, string>>('chatWritten', {})
  const threadName = (about = ''): string => `${chat.value.classCode}:${chat.value.me}:${about}`
  /** What is being written in a thread; it outlives the panel and a reload. */
  const writtenIn = (about?: string): string => written.value[threadName(about)] ?? ''
  function write (text: string, about?: string): void {
    const { [threadName(about)]: _, ...others } = written.value
    written.value = text === '' ? others : { ...others, [threadName(about)]: text }
  }

  async function deliver ({ problem: _, ...draft }: Draft): Promise<void> {
    chat.value = drafted(chat.value, draft)
    const { key, ...body } = draft
    onTheWay.add(key)
    const reply = await send('chat:send', body, { cmdId: key, quiet: true })
    onTheWay.delete(key)
    if (reply.ok) chat.value = discarded(chat.value, key)
    else if (reply.code !== 'NOT_JOINED') chat.value = refused(chat.value, key, reply.code)
  }

  // What leaving the page has interrupted goes on.
  useSnapshots().onSnapshot(() => {
    const byKey = new Map([...keptDrafts(chat.value), ...chat.value.drafts].map(draft => [draft.key, draft]))
    chat.value = { ...chat.value, drafts: [...byKey.values()] }
    for (const draft of byKey.values()) if (!draft.problem && !onTheWay.has(draft.key)) void deliver(draft)
  })
  watch(() => chat.value.drafts, () => keepDrafts(chat.value))

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
    writtenIn,
    write,
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
