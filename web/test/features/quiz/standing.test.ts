import t from 'tap'
import { placesOf } from '../../../src/features/quiz/standing.ts'

const head = { v: 1, at: 0, rev: 1 } as const
const row = (uid: string, points: number, rank: number) => ({ uid, name: uid, points, rank })

t.test('three steps, and the places after them', async t => {
  const board = { ...head, top: [row('a', 3000, 1), row('b', 2000, 2), row('c', 2000, 2), row('d', 1000, 4)] }
  const { podium, rest } = placesOf(board, { uid: 'd', name: 'd' })
  t.match(podium, [{ id: 'a', tied: false }, { id: 'b', tied: true }, { id: 'c', tied: true }])
  t.match(rest, [{ id: 'd', rank: 4, isMe: true }])
})

t.test('nobody stands on the podium without points', async t => {
  const { podium, rest } = placesOf({ ...head, top: [row('a', 0, 1), row('b', 0, 1)] }, { uid: '', name: '' })
  t.strictSame(podium, [])
  t.equal(rest.length, 2)
})

t.test('who is not among the first ten comes last', async t => {
  const { rest } = placesOf({ ...head, top: [row('a', 3000, 1)], me: { points: 10, rank: 17 } }, { uid: 'z', name: '나' })
  t.match(rest, [{ id: 'z', name: '나', rank: 17, isMe: true }])
})

t.test('who shares a place with the first ten shares it below them as well', async t => {
  const { rest } = placesOf({ ...head, top: [row('a', 3000, 1)], me: { points: 3000, rank: 1 } }, { uid: 'z', name: '나' })
  t.match(rest, [{ id: 'z', tied: true }])
})
