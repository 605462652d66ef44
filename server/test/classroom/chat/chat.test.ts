import t from 'tap'
import { history, snapshotFor } from '../../../src/classroom/index.ts'
import { codeOf, startedLesson } from '../lesson.ts'

const teacher = { uid: 't', role: 'TE' } as const
const a = { uid: 'a', role: 'ST' } as const
const b = { uid: 'b', role: 'ST' } as const
const screen = { uid: 't', role: 'SCREEN' } as const
const said = (lines: ReadonlyArray<{ text?: string, system?: string }>) => lines.filter(({ system }) => !system).map(({ text }) => text)

t.test('a line goes to everybody, and its sender learns its id', async (t) => {
  const lesson = startedLesson('a', 'b')
  const result = lesson.pupil('a', 'chat:send', { text: '  hello ' })
  const line = { id: 4, at: lesson.at, uid: 'a', name: 'A', role: 'ST', text: 'hello' }
  t.same(result, { ok: true, at: lesson.at, id: 4 })
  t.same(lesson.told(b, 'chat:send'), [{ v: 1, at: lesson.at, rev: 1, line }])
  t.same(lesson.state.outbox.chat, [{ kind: 'chat', line, n: 5, run: lesson.state.run?.id, at: lesson.at }])
})

t.test('a private line is seen by those two and by teachers', async (t) => {
  const lesson = startedLesson('a', 'b', 'c')
  lesson.pupil('a', 'chat:send', { text: 'to b', to: 'b' })
  lesson.pupil('a', 'chat:send', { text: 'to teachers', to: 'te' })
  t.same(lesson.notices().map((notice) => 'to' in notice && notice.to), [['te', 'u:a', 'u:b'], ['te', 'u:a']])
  t.same(said(history(lesson.state, teacher)), ['to b', 'to teachers'])
  t.same(said(history(lesson.state, a)), ['to b', 'to teachers'])
  t.same(said(history(lesson.state, b)), ['to b'])
  for (const viewer of [{ uid: 'c', role: 'ST' } as const, screen, { uid: 'te', role: 'ST' } as const]) t.same(said(history(lesson.state, viewer)), [])
  t.equal(codeOf(lesson.pupil('c', 'chat:react', { id: lesson.state.chat.lines.at(-1)!.id, reaction: 'star' })), 'BAD_REQUEST')
  t.equal(lesson.state.chat.rev, 0, 'others have missed nothing')
})

t.test('what may not be said', async (t) => {
  const lesson = startedLesson('a', 'b')
  const send = (data: object) => codeOf(lesson.pupil('a', 'chat:send', data))
  t.equal(send({}), 'BAD_REQUEST')
  t.equal(send({ text: ' \n ' }), 'BAD_REQUEST')
  t.equal(send({ text: 'x', to: 'nobody' }), 'BAD_REQUEST')
  t.equal(send({ text: '😀'.repeat(500) }), 'ok', '500 code points')
  t.equal(send({ text: 'x'.repeat(501) }), 'BAD_REQUEST')
  t.equal(send({ media: { kind: 'image', url: '/media/1' } }), 'ok')
  t.equal(send({ media: { kind: 'image', url: 'javascript:x' } }), 'BAD_REQUEST')
  lesson.teacher('control', { cmd: 'mute', uid: 'a', on: true })
  t.equal(send({ text: 'x' }), 'FORBIDDEN')
  lesson.teacher('control', { cmd: 'mute', uid: 'a', on: false })
  lesson.teacher('control', { cmd: 'pause', on: true })
  t.equal(send({ text: 'x' }), 'CLOSED')
})

t.test('modes', async (t) => {
  const lesson = startedLesson('a', 'b')
  const sends = () => [{ text: 'x' }, { text: 'x', to: 't' }, { text: 'x', to: 'te' }, { text: 'x', to: 'b' }].map((data) => codeOf(lesson.pupil('a', 'chat:send', data)))
  t.same(sends(), ['ok', 'ok', 'ok', 'ok'])
  lesson.teacher('chat:mode', { mode: 'te' })
  t.match(lesson.told(a, 'chat:mode'), [{ mode: 'te' }])
  t.same(sends(), ['CLOSED', 'ok', 'ok', 'CLOSED'])
  lesson.teacher('chat:mode', { mode: 'off' })
  t.same(sends(), ['CLOSED', 'CLOSED', 'CLOSED', 'CLOSED'])
  t.equal(codeOf(lesson.teacher('chat:send', { text: 'x' })), 'ok')
  t.equal(snapshotFor(lesson.state, a, lesson.at)?.modes.chat, 'off')
})

t.test('what is deleted is gone', async (t) => {
  const lesson = startedLesson('a', 'b')
  lesson.pupil('a', 'chat:send', { text: 'rude words' })
  const { id } = lesson.state.chat.lines.at(-1)!
  t.equal(codeOf(lesson.pupil('a', 'chat:delete', { id })), 'FORBIDDEN')
  lesson.teacher('chat:delete', { id })
  t.match(lesson.told(b, 'chat:delete'), [{ rev: 2, id }])
  t.notMatch(JSON.stringify([lesson.state.chat, snapshotFor(lesson.state, a, lesson.at)]), /rude/)
  t.match(lesson.state.outbox.chat.at(-1), { kind: 'chat-deleted', id })
  t.equal(codeOf(lesson.pupil('b', 'chat:react', { id, reaction: 'star' })), 'BAD_REQUEST')
  t.equal(codeOf(lesson.teacher('chat:delete', { id: 1 })), 'BAD_REQUEST', 'that somebody came stays')
})

t.test('one reaction per person and line', async (t) => {
  const lesson = startedLesson('a', 'b')
  lesson.teacher('chat:send', { text: 'look' })
  const { id } = lesson.state.chat.lines.at(-1)!
  const react = (uid: string, reaction: string | null) => {
    lesson.pupil(uid, 'chat:react', { id, reaction })
    return lesson.told(teacher, 'chat:react').map(({ reactions }) => [reactions.star, reactions.circle])
  }
  t.same(react('a', 'star'), [[1, 0]])
  t.same(react('b', 'star'), [[2, 0]])
  t.same(react('a', 'circle'), [[1, 1]])
  t.same(react('b', null), [[0, 1]])
  t.same(react('b', null), [])
  t.equal(codeOf(lesson.pupil('a', 'chat:react', { id, reaction: 'heart' })), 'BAD_REQUEST')
})

t.test('the history is bounded, and read in pages', async (t) => {
  const lesson = startedLesson('a')
  for (let n = 1; n <= 300; n++) lesson.pupil('a', 'chat:send', { text: `line ${n}`, ...n % 100 === 0 && { about: 'leaf' } })
  t.equal(lesson.state.chat.lines.length, 200)
  const last = snapshotFor(lesson.state, a, lesson.at)!.chat
  t.same([last.length, last[0]?.text, last.at(-1)?.text], [50, 'line 251', 'line 300'])
  t.same(said(history(lesson.state, a, { before: last[0]!.id, limit: 2 })), ['line 249', 'line 250'])
  t.same(said(history(lesson.state, a, { about: 'leaf' })), ['line 200', 'line 300'])
})
