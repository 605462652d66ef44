import { ChatDelete, ChatReact, ChatSend, ChatSetMode, toTeachers, type ChatLine } from '../../../protocol/chat.ts'
import { type Failure } from '../../../protocol/result.ts'
import { anybody, define, done, reject, teachers, type Context } from '../command.ts'
import { defined } from '../defined.ts'
import { record } from '../outbox.ts'
import { personOf } from '../people/state.ts'
import { read } from '../table.ts'
import { addLine, replaceLine } from './lines.ts'
import { type Line } from './state.ts'
import { lineView, sees } from './views.ts'

export const chatCommands = {
  'chat:send': define({
    from: anybody,
    data: ChatSend,
    run: (context) => {
      const { state, data: { text, media, to, about }, uid, slot, at } = context
      if (!text?.trim() && !media) return reject('BAD_REQUEST', 'a line needs text or media')
      const problem = mayWrite(context)
      if (problem) return problem
      const { name, role } = read(state.people.table, slot)!
      const said = addLine(state, { at, uid, name, role, ...defined({ text: text?.trim() || undefined, media, to, about }) })
      const line: ChatLine = lineView(said.chat.lines.at(-1)!)
      return done(record(said, { kind: 'chat', line }, at), { id: line.id })
    }
  }),

  'chat:delete': define({
    from: teachers,
    data: ChatDelete,
    run: ({ state, at, data: { id } }) => {
      const line = lineOf(state.chat.lines, id)
      if (!line) return reject('BAD_REQUEST', 'there is no such line')
      if (line.deleted) return done(state)
      const { text, media, marks, ...rest } = line
      return done(record(replaceLine(state, { ...rest, deleted: true }), { kind: 'chat-deleted', id }, at))
    }
  }),

  'chat:mode': define({
    from: teachers,
    data: ChatSetMode,
    run: ({ state, data: { mode } }) =>
      done(mode === state.chat.mode ? state : { ...state, chat: { ...state.chat, mode, rev: state.chat.rev + 1 } })
  }),

  'chat:react': define({
    from: anybody,
    data: ChatReact,
    run: ({ state, uid, role, slot, data: { id, reaction } }) => {
      const line = lineOf(state.chat.lines, id)
      if (!line || line.deleted || !sees(line, { uid, role })) return reject('BAD_REQUEST', 'there is no such line')
      const others = (line.marks ?? []).filter(([of]) => of !== slot)
      if (reaction === null && others.length === (line.marks ?? []).length) return done(state)
      return done(replaceLine(state, { ...line, marks: reaction === null ? others : [...others, [slot, reaction]] }))
    }
  })
}

const lineOf = (lines: readonly Line[], id: number) => lines.find((line) => line.id === id && !line.system)

function mayWrite ({ state, uid, role, data: { to } }: Context<ChatSend>): Failure | undefined {
  const receiver = to === undefined ? undefined : to === toTeachers ? { role: 'TE' } : personOf(state.people, to)
  if (receiver === null) return reject('BAD_REQUEST', 'nobody of that uid is in the class')
  if (role === 'TE') return undefined
  if (personOf(state.people, uid)?.muted) return reject('FORBIDDEN', 'this person may not write', true)
  if (state.modes.paused || state.chat.mode === 'off') return reject('CLOSED', 'the chat rests', true)
  if (state.chat.mode === 'te' && receiver?.role !== 'TE') return reject('CLOSED', 'only lines to teachers are taken', true)
  return undefined
}
