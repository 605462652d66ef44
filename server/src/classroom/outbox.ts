import { Type } from 'typebox'
import { count } from '../../protocol/envelope.ts'
import { type ChatLine } from '../../protocol/chat.ts'
import { type Role } from '../../protocol/constants.ts'
import { type Value } from '../../protocol/quiz.ts'
import { type ReadySet } from '../../protocol/quiz-set.ts'
import { define, done, server } from './command.ts'
import { type ClassState } from './state.ts'

/** One pupil's answer to a question that counts. */
export interface AnswerRecord { uid: string, value: Value, ms: number, right: boolean | null, points: number }

/** What is to be recorded. `quiz` numbers the quizzes of a run; the last entry about a question holds. Who was removed has done nothing. */
export type RecordBody =
  | { kind: 'run', classCode: string, title: string, startedAt: number }
  | { kind: 'person', uid: string, role: Role, name: string, stuNo?: string }
  | { kind: 'removed', uid: string }
  | { kind: 'quiz', quiz: number, set: ReadySet }
  | { kind: 'answers', quiz: number, qid: string, round: number, answers: AnswerRecord[] }
  | { kind: 'void', quiz: number, qid: string }
  | { kind: 'chat', line: ChatLine }
  | { kind: 'chat-deleted', id: number }
  | { kind: 'end', endedAt: number }
/** (run, n) is unique; n grows from 1 without a gap, over all runs of a class. */
export type Entry = RecordBody & { n: number, run: string, at: number }

export interface Outbox {
  /** n of the next entry. */
  next: number
  records: readonly Entry[]
  /** Kept apart: they go first when there is no more room. */
  chat: readonly Entry[]
  /** Entries given up for want of room. */
  dropped: number
}

export const emptyOutbox: Outbox = { next: 1, records: [], chat: [], dropped: 0 }

/** Entries that wait at most; a lesson has a few per question and one per chat line. */
export const outboxRoom = 5_000

/** Adds what is to be recorded of the current run. */
export function record (state: ClassState, body: RecordBody, at: number): ClassState {
  const { next, records, chat, dropped } = state.outbox
  const entry: Entry = { ...body, n: next, run: state.run?.id ?? '', at }
  const isChat = body.kind === 'chat' || body.kind === 'chat-deleted'
  const isFull = records.length + chat.length >= outboxRoom
  const dropChat = isFull && chat.length > 0
  const outbox: Outbox = {
    next: next + 1,
    records: add(records, isChat ? undefined : entry, isFull && !dropChat),
    chat: add(chat, isChat ? entry : undefined, dropChat),
    dropped: dropped + (isFull ? 1 : 0)
  }
  return { ...state, outbox }
}

function add (entries: readonly Entry[], entry: Entry | undefined, dropOldest: boolean): readonly Entry[] {
  const kept = dropOldest ? entries.slice(1) : entries
  return entry ? [...kept, entry] : kept
}

/** The oldest entries that wait, in order. Whoever has stored them submits `recorded` with the n of the last one. */
export function pending ({ records, chat }: Outbox, limit = 100): Entry[] {
  return [...records.slice(0, limit), ...chat.slice(0, limit)].sort((a, b) => a.n - b.n).slice(0, limit)
}

export const outboxCommands = {
  recorded: define({
    from: server,
    data: Type.Object({ upTo: count() }),
    run: ({ state, data: { upTo } }) => {
      const waits = ({ n }: Entry) => n > upTo
      const { records, chat } = state.outbox
      if (records.every(waits) && chat.every(waits)) return done(state)
      return done({ ...state, outbox: { ...state.outbox, records: records.filter(waits), chat: chat.filter(waits) } })
    }
  })
}
