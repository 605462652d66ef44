import type { PupilSnapshot, TeacherSnapshot } from '../../../../server/protocol/class-snapshot.ts'
import type { PickerResult } from '../../../../server/protocol/picker.ts'
import t from 'tap'
import { drawEvents, drawsOf, noDraws } from '../../../src/features/picker/state.ts'

const result = (...uids: string[]): PickerResult => ({ v: 1, at: 0, rev: 1, candidates: [], winners: uids.map(uid => ({ uid, name: uid })), style: 'wheel', startsAt: 0, ms: 1 })

t.test('teachers know who was drawn before, everybody the last draw', async t => {
  const teacher = drawsOf(noDraws, { picker: result('a'), drawn: ['b', 'a'] } as unknown as TeacherSnapshot)
  t.match(drawEvents['picker:result'](teacher, result('c', 'b')), { drawn: ['a', 'c', 'b'], result: { winners: [{ uid: 'c' }, { uid: 'b' }] } })
  t.strictSame(drawsOf(teacher, { picker: null } as PupilSnapshot), noDraws)
})
