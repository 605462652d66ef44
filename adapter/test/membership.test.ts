import t from 'tap'
import { Membership } from '../src/membership.ts'

/** With a timeout of 10 s; `beat` is a heartbeat at a log time, `lost` who was lost so far. */
function start () {
  const membership = new Membership(10_000)
  const lost: string[] = []
  membership.on('lost', (id) => lost.push(id))
  const beat = (id: string, time: number) => {
    membership.advance(time)
    membership.heartbeat(id)
  }
  return { membership, lost, beat }
}

t.test('who is silent is lost, by the log\'s clock: a node that reads late takes nobody for lost', async (t) => {
  const { membership, lost, beat } = start()
  // A minute of the log, read at once.
  for (let time = 0; time <= 60_000; time += 3_000) {
    beat('a', 1_000 + time)
    if (time <= 30_000) beat('b', 1_000 + time)
  }
  t.same([membership.ids, lost], [['a'], ['b']])
  t.ok(membership.isLost('b'))
  t.notOk(membership.isLost('unknown'))
})

t.test('while nothing could be written nobody is lost, and who does not come back then is', async (t) => {
  const { membership, lost, beat } = start()
  beat('a', 1_000)
  beat('b', 1_000)
  beat('a', 3_600_000)
  t.same([membership.ids, lost], [['a', 'b'], []])
  for (const later of [3_000, 6_000, 9_000]) beat('a', 3_600_000 + later)
  t.same([membership.ids, lost], [['a'], ['b']])
})

t.test('who says goodbye is lost once; a heartbeat brings a node back that was stopped', async (t) => {
  const { membership, lost, beat } = start()
  beat('a', 1_000)
  membership.goodbye('a')
  membership.goodbye('a')
  membership.advance(2_000)
  t.same([membership.ids, lost], [[], ['a']])
  beat('a', 3_000)
  t.same([membership.ids, membership.isLost('a')], [['a'], false])
})

t.test('who was lost is forgotten after an hour', async (t) => {
  const { membership, beat } = start()
  beat('a', 0)
  membership.goodbye('a')
  for (let time = 3_000; time < 3_590_000; time += 3_000) beat('b', time)
  t.ok(membership.isLost('a'))
  for (let time = 3_590_000; time < 3_620_000; time += 3_000) beat('b', time)
  t.notOk(membership.isLost('a'))
})
