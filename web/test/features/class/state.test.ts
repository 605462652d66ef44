import type { PupilSnapshot, TeacherSnapshot } from '../../../../server/protocol/class-snapshot.ts'
import t from 'tap'
import { classEvents, classOf, unknownClass } from '../../../src/features/class/state.ts'

const modes = { locked: false, focus: false, paused: false, share: true, names: false, chat: 'all' } as const
const info = { classCode: '3-2', title: '3학년 2반', capacity: 30 }
const marks = { muted: false, factor: 1, colour: 0, hand: false, help: false }
const head = { v: 1, at: 0, rev: 1 } as const
const pupil = classOf(unknownClass, { me: { uid: 's1', role: 'ST', name: '민준', ...marks }, class: info, modes, roster: { te: 1, st: 2 } } as PupilSnapshot)
const teacher = classOf(unknownClass, { me: { uid: 't1', role: 'TE', name: '지민', ...marks }, class: info, modes, roster: [] } as unknown as TeacherSnapshot)

t.test('pupils are told numbers, teachers people', async t => {
  t.strictSame(classEvents.presence(pupil, { v: 1, at: 0, te: 0, st: 3 }).counts, { te: 0, st: 3 })
  t.equal(classEvents.join(pupil, { eventName: 'join', classCode: '3-2', uid: 's2', userType: 'ST', userName: '서연', sessionId: 'x' }), pupil)

  const come = classEvents.join(teacher, { eventName: 'join', classCode: '3-2', uid: 's2', userType: 'ST', userName: '서연', sessionId: 'x' })
  t.match(come, { roster: [{ uid: 's2', state: 'online' }], counts: { te: 0, st: 1 } })
  t.match(classEvents.disconnected(come, 'x', { uid: 's2' }), { roster: [{ uid: 's2', state: 'offline' }], counts: { st: 0 } })
  t.strictSame(classEvents.people(come, { v: 1, at: 0, people: [], removed: ['s2'] }).roster, [], 'who was taken out is gone')
})

t.test('who may not come back is told when it changes', async t => {
  const banned = [{ uid: 's2', name: '서연', stuNo: '2' }]
  const after = classEvents.people(teacher, { v: 1, at: 0, people: [], removed: ['s2'], banned })
  t.strictSame(after.banned, banned)
  t.strictSame(classEvents.people(after, { v: 1, at: 0, people: [], removed: [] }).banned, banned)
  t.strictSame(classOf(after, { me: { uid: 't1', role: 'TE', name: '지민', ...marks }, class: info, modes, roster: [], banned: [] } as unknown as TeacherSnapshot).banned, [])
})

t.test('what the teacher decides reaches everybody, or the one it is about', async t => {
  t.equal(classEvents.control(pupil, { ...head, modes: { ...modes, paused: true } }).modes.paused, true)
  const muted = classEvents.control(pupil, { ...head, me: { muted: true, factor: 1 } })
  t.match(muted, { me: { uid: 's1', muted: true }, modes })
  t.equal(classEvents.control(unknownClass, { ...head, me: { muted: true, factor: 1 } }).me, undefined)
})
