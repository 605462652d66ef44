import type { ChatLine, ChatMode, ChatSend } from '@protocol/chat.ts'
import type { ClassEvents } from '@protocol/class-events.ts'
import type { ClassSnapshot } from '@protocol/class-snapshot.ts'
import type { ErrorCode } from '@protocol/result.ts'

type Told<E extends keyof ClassEvents> = Parameters<ClassEvents[E]>[0]

/** What this person wrote and the class has not taken yet. */
export interface Draft extends ChatSend {
  /** Also the id of the command, so that sending it again is the same line. */
  key: string
  /** Why it was refused, until it is sent again. */
  problem?: ErrorCode | undefined
}

/** Lines and drafts with the same `about` are a thread: of a shared item, or of the class. */
export interface Chat {
  me: string
  classCode: string
  mode: ChatMode
  lines: readonly ChatLine[]
  drafts: readonly Draft[]
  /** Whether there may be lines before the first one. */
  more: boolean
  /** Last line read, by thread. */
  read: Readonly<Record<string, number>>
}

export const silence: Chat = { me: '', classCode: '', mode: 'all', lines: [], drafts: [], more: false, read: {} }
export const pageSize = 50
/** As `to`: all teachers. */
export const toTeachers = 'te'

const threadKey = (about: string | undefined): string => about ?? ''
const lastId = ({ lines }: Chat): number => lines.at(-1)?.id ?? 0

/** Whoever comes into a class has nothing to catch up on; who comes back has what was said meanwhile. */
export function chatOf (chat: Chat, { me: { uid }, class: { classCode }, modes, chat: lines }: ClassSnapshot): Chat {
  const next = { ...silence, me: uid, classCode, mode: modes.chat, lines, more: lines.length === pageSize }
  if (chat.classCode === classCode && chat.me === uid) return { ...next, drafts: chat.drafts, read: chat.read }
  return { ...next, read: Object.fromEntries(lines.map(({ about, id }) => [threadKey(about), id])) }
}

/** Adds lines in their order; a known one is replaced. */
export function withLines (chat: Chat, lines: readonly ChatLine[]): Chat {
  const byId = new Map([...chat.lines, ...lines].map(line => [line.id, line]))
  return { ...chat, lines: [...byId.values()].sort((a, b) => a.id - b.id) }
}

const change = (chat: Chat, id: number, changed: (line: ChatLine) => ChatLine): Chat =>
  ({ ...chat, lines: chat.lines.map(line => line.id === id ? changed(line) : line) })

/** The server tells who comes and goes without an id, which has one in a later snapshot. */
function system (chat: Chat, kind: 'join' | 'leave', { uid, userName: name, userType: role }: { uid: string, userName: string, userType: ChatLine['role'] }): Chat {
  return withLines(chat, [{ id: lastId(chat) + 0.001, at: 0, uid, name, role, system: kind }])
}

export const chatEvents = {
  'chat:send': (chat: Chat, { line }: Told<'chat:send'>): Chat => {
    const own = line.uid === chat.me ? chat.drafts.findIndex(draft => !draft.problem && isSame(draft, line)) : -1
    return withLines(own < 0 ? chat : { ...chat, drafts: chat.drafts.toSpliced(own, 1) }, [line])
  },
  'chat:delete': (chat: Chat, { id }: Told<'chat:delete'>) =>
    change(chat, id, ({ text, media, reactions, ...line }) => ({ ...line, deleted: true })),
  'chat:react': (chat: Chat, { id, reactions }: Told<'chat:react'>) => change(chat, id, line => ({ ...line, reactions })),
  'chat:mode': (chat: Chat, { mode }: Told<'chat:mode'>): Chat => ({ ...chat, mode }),
  control: (chat: Chat, { modes }: Told<'control'>): Chat => modes ? { ...chat, mode: modes.chat } : chat,
  join: (chat: Chat, person: Told<'join'>) => system(chat, 'join', person),
  disconnected: (chat: Chat, _sessionId: string, person: Parameters<ClassEvents['disconnected']>[1]) => system(chat, 'leave', person)
}

const isSame = (draft: Draft, line: ChatLine): boolean =>
  draft.text === line.text && draft.to === line.to && draft.about === line.about && draft.media?.url === line.media?.url

/** Keeps what somebody writes until the class has it. */
export function drafted (chat: Chat, draft: Draft): Chat {
  return { ...chat, drafts: [...chat.drafts.filter(({ key }) => key !== draft.key), draft] }
}

export function discarded (chat: Chat, key: string): Chat {
  return { ...chat, drafts: chat.drafts.filter(draft => draft.key !== key) }
}

export function refused (chat: Chat, key: string, problem: ErrorCode): Chat {
  return { ...chat, drafts: chat.drafts.map(draft => draft.key === key ? { ...draft, problem } : draft) }
}

/** Lines before the first one. */
export function withOlder (chat: Chat, lines: readonly ChatLine[]): Chat {
  return { ...withLines(chat, lines), more: lines.length === pageSize }
}

export function readTo (chat: Chat, about?: string): Chat {
  const last = threadOf(chat, about).at(-1)?.id
  return last === undefined || last === chat.read[threadKey(about)] ? chat : { ...chat, read: { ...chat.read, [threadKey(about)]: last } }
}

/** Lines of a thread; that one has come oneself is no news. */
export function threadOf ({ lines, me }: Chat, about?: string): ChatLine[] {
  return lines.filter(line => line.about === about && !(line.system && line.uid === me))
}

/** A line, and how many of its kind stand for it: many who come at once are told as one. */
export interface Entry { line: ChatLine, others: number }

const shortRun = 3

export function entriesOf (lines: readonly ChatLine[]): Entry[] {
  const entries: Entry[] = []
  for (let index = 0; index < lines.length;) {
    const line = lines[index]!
    let end = index + 1
    while (line.system && lines[end]?.system === line.system) end++
    if (end - index > shortRun) entries.push({ line: lines[end - 1]!, others: end - index - 1 })
    else entries.push(...lines.slice(index, end).map(one => ({ line: one, others: 0 })))
    index = end
  }
  return entries
}

/** How many lines of a thread others have written that were not read yet. */
export function unreadOf (chat: Chat, about?: string): number {
  const read = chat.read[threadKey(about)] ?? 0
  return threadOf(chat, about).filter(({ id, uid, system, deleted }) => id > read && uid !== chat.me && !system && !deleted).length
}
