import { ok } from 'node:assert'
import fc from 'fast-check'
import t from 'tap'
import { admission } from '../../../src/classroom/index.ts'
import { codeOf, createLesson, graceMs, startedLesson } from '../lesson.ts'

function smallClass (capacity: number) {
  const lesson = createLesson()
  lesson.system('class:open', { title: '', capacity, owner: 't' })
  lesson.join('t', 'TE')
  return lesson
}

t.test('seats are for pupils, and are free again when somebody has gone', async (t) => {
  const lesson = smallClass(2)
  t.same(['a', 'b', 'c'].map((uid) => codeOf(lesson.join(uid))), ['ok', 'ok', 'FULL'])
  t.equal(codeOf(lesson.join('u', 'TE')), 'ok')
  lesson.drop('a')
  t.equal(codeOf(lesson.join('c')), 'FULL', 'they may come back')
  lesson.wait(graceMs)
  t.equal(codeOf(lesson.join('c')), 'ok')
  t.equal(codeOf(lesson.join('a')), 'ok', 'somebody whom the class knows always gets in')
  lesson.pupil('a', 'leave')
  lesson.pupil('c', 'leave')
  t.equal(codeOf(lesson.join('d')), 'ok')
  t.equal(codeOf(lesson.join('e')), 'FULL')
})

t.test('capacity is never exceeded by somebody new', async () => {
  const step = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.constantFrom('join', 'join', 'drop', 'leave', 'wait'), fc.constantFrom(1, 2))
  fc.assert(fc.property(fc.integer({ min: 2, max: 4 }), fc.array(step, { maxLength: 60 }), (capacity, steps) => {
    const lesson = smallClass(capacity)
    // Worked out by hand: who is there, with how many sockets and until when they are waited for.
    const people = new Map<string, { sockets: Set<number>, until: number }>()
    const isThere = (uid: string) => {
      const person = people.get(uid)
      return person !== undefined && (person.sockets.size > 0 || person.until > lesson.at)
    }
    for (const [uid, what, socket] of steps) {
      const sid = `${uid}-${socket}`
      if (what === 'wait') lesson.wait(graceMs / 2)
      else if (what === 'leave') {
        lesson.pupil(uid, 'leave')
        if (people.has(uid)) people.set(uid, { sockets: new Set(), until: 0 })
      } else if (what === 'drop') {
        lesson.drop(uid, { sid })
        const person = people.get(uid)
        if (person?.sockets.delete(socket) && !person.sockets.size) person.until = lesson.at + graceMs
      } else {
        const taken = [...people.keys()].filter(isThere).length
        const mayCome = people.has(uid) || taken < capacity
        ok(codeOf(lesson.join(uid, 'ST', { sid })) === (mayCome ? 'ok' : 'FULL'))
        if (mayCome) people.set(uid, { sockets: new Set([...people.get(uid)?.sockets ?? [], socket]), until: 0 })
      }
    }
  }), { numRuns: 300 })
})

t.test('a locked class lets in those it knows, and teachers', async (t) => {
  const lesson = startedLesson('a')
  lesson.teacher('control', { cmd: 'lock' })
  lesson.pupil('a', 'leave')
  t.equal(codeOf(lesson.join('b')), 'CLOSED')
  t.equal(codeOf(lesson.join('a')), 'ok')
  t.equal(codeOf(lesson.join('u', 'TE')), 'ok')
  lesson.teacher('control', { cmd: 'unlock' })
  t.equal(codeOf(lesson.join('b')), 'ok')
})

t.test('nobody is in the class in two roles', async (t) => {
  const lesson = startedLesson('a')
  t.equal(codeOf(lesson.join('a', 'TE')), 'FORBIDDEN')
  t.equal(admission(lesson.state, { uid: 'a', role: 'ST' }), undefined)
})

t.test('names that every object has are names like any other', async (t) => {
  const lesson = startedLesson()
  for (const uid of ['__proto__', 'constructor', 'toString']) {
    t.equal(codeOf(lesson.pupil(uid, 'signal', { kind: 'hand', on: true })), 'NOT_JOINED')
    t.equal(codeOf(lesson.join(uid)), 'ok')
    t.equal(codeOf(lesson.pupil(uid, 'signal', { kind: 'hand', on: true })), 'ok')
  }
  t.strictSame(JSON.parse(JSON.stringify(lesson.state)), lesson.state)
})
