import t from 'tap'
import type * as notices from '../../../src/features/notices/store.ts'
import { createLoader } from '../../helpers/load.ts'

t.test('the last lines are kept, each with an id of its own', async t => {
  const load = await createLoader(t)
  const { withNotice } = await load<typeof notices>('/src/features/notices/store.ts')
  const lines = Array.from({ length: 60 }, (_, index) => ({ kind: 'joined' as const, uid: `u-${index}`, name: `n-${index}`, role: 'ST' as const }))
    .reduce<ReturnType<typeof withNotice>>(withNotice, [])
  t.equal(lines.length, 50)
  t.equal(lines[0]?.uid, 'u-10')
  t.equal(new Set(lines.map(({ id }) => id)).size, 50)
})
