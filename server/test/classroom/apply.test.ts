import t from 'tap'
import { classMachine, timers, type Command } from '../../src/classroom/index.ts'
import { codeOf, createLesson, graceMs, openLesson, setOf, single, startedLesson } from './lesson.ts'

t.test('who may send what', async (t) => {
  const lesson = startedLesson('a')
  t.equal(codeOf(lesson.pupil('a', 'quiz:cmd', { cmd: 'start' })), 'FORBIDDEN')
  t.equal(codeOf(lesson.teacher('quiz:answer', { qid: 'q1', round: 1, value: 'a' })), 'FORBIDDEN')
  t.equal(codeOf(lesson.teacher('socket:end', { uid: 'a', node: 'pod-1', sid: 'a-1', graceMs })), 'FORBIDDEN')
  t.equal(codeOf(lesson.pupil('stranger', 'signal', { kind: 'hand', on: true })), 'NOT_JOINED')
  t.equal(codeOf(lesson.by('a', 'TE', 'control', { cmd: 'lock' })), 'FORBIDDEN', 'a pupil whose session says teacher')
  t.equal(codeOf(lesson.pupil('a', 'nonsense')), 'BAD_REQUEST')
  t.equal(codeOf(lesson.pupil('a', 'toString')), 'BAD_REQUEST')
  t.equal(codeOf(lesson.teacher('control', { cmd: 'nonsense' })), 'BAD_REQUEST')
})

t.test('a refused command leaves the very same state', async (t) => {
  const lesson = openLesson(setOf(single), 'a')
  lesson.drop('a')
  lesson.wait(100_000)
  const before = lesson.state
  for (const refused of [() => lesson.pupil('a', 'nonsense'), () => lesson.answer('a', 'b'), () => lesson.quiz('resume'), () => lesson.system('recorded', {})]) {
    t.equal(refused().ok, false)
    t.equal(lesson.state, before)
  }
})

t.test('a retry gets the same result and changes nothing', async (t) => {
  const lesson = startedLesson('a')
  const first = lesson.pupil('a', 'chat:send', { text: 'hello' }, { cmdId: 'x' })
  const after = lesson.state
  lesson.wait(5_000)
  t.same(lesson.pupil('a', 'chat:send', { text: 'hello' }, { cmdId: 'x' }), first)
  t.equal(lesson.state, after)
  t.equal(lesson.teacher('chat:send', { text: 'mine' }, { cmdId: 'x' }).ok, true, 'ids of others do not matter')
  t.same(lesson.state.chat.lines.filter(({ system }) => !system).map(({ text }) => text), ['hello', 'mine'])
})

t.test('a command that failed may be sent again', async (t) => {
  const lesson = startedLesson('a')
  lesson.teacher('chat:mode', { mode: 'off' })
  t.equal(codeOf(lesson.pupil('a', 'chat:send', { text: 'hello' }, { cmdId: 'x' })), 'CLOSED')
  lesson.teacher('chat:mode', { mode: 'all' })
  t.equal(codeOf(lesson.pupil('a', 'chat:send', { text: 'hello' }, { cmdId: 'x' })), 'ok')
})

t.test('after the end nobody can do anything, but a retry of the end', async (t) => {
  const lesson = startedLesson('a')
  const end = lesson.teacher('control', { cmd: 'end' }, { cmdId: 'end' })
  t.equal(end.ok, true)
  t.same(lesson.teacher('control', { cmd: 'end' }, { cmdId: 'end' }), end)
  t.equal(codeOf(lesson.teacher('control', { cmd: 'lock' })), 'CLOSED')
  t.equal(codeOf(lesson.pupil('a', 'chat:send', { text: 'hello' })), 'CLOSED')
})

t.test('timers have fixed ids and only see to it that what is due is done', async (t) => {
  const lesson = openLesson(setOf({ ...single, readSeconds: 5, seconds: 10 }), 'a')
  const start = lesson.at
  lesson.drop('a')
  t.same(timers(lesson.state).map(({ cmdId, at }) => [cmdId, at - start]), [['leave:a:1', graceMs], ['open:q1:1', 5_000]])
  const [, opening] = timers(lesson.state)
  t.equal(classMachine.apply(lesson.state, opening!.command, opening!.at - 1).state, lesson.state, 'too early')
  lesson.wait(5_000)
  lesson.apply(opening!.command)
  t.equal(lesson.state.quiz?.phase, 'open')
  t.same(timers(lesson.state).map(({ cmdId, at }) => [cmdId, at - start]), [['leave:a:1', graceMs], ['close:q1:1', 15_000]])
  lesson.wait(10_000)
  lesson.tick()
  t.equal(lesson.state.quiz?.phase, 'locked')
  t.same(timers(lesson.state), [])
})

t.test('what is no command at all is refused', async (t) => {
  const { state } = createLesson()
  for (const command of [null, undefined, 5, 'join', [], {}, { type: 'join' }, { type: 'join', by: null, cmdId: 'x' }]) {
    const applied = classMachine.apply(state, command as unknown as Command, 1)
    t.equal(codeOf(applied.result), 'BAD_REQUEST')
    t.equal(applied.state, state)
  }
})
