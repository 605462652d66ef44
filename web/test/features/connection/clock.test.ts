import t from 'tap'
import { bestOffset, type Sample, sampleOf, withSample } from '../../../src/features/connection/clock.ts'

t.test('an exchange gives the offset of the server and the time on the way', async t => {
  t.strictSame(sampleOf({ t0: 1000, t1: 6050, t2: 6060, t3: 1110 }), { offset: 5000, rtt: 100 })
  t.strictSame(sampleOf({ t0: 9000, t1: 4050, t2: 4050, t3: 9100 }), { offset: -5000, rtt: 100 }, 'a fast clock here is a negative offset')
})

t.test('the shortest exchange is believed', async t => {
  t.equal(bestOffset([{ offset: 40, rtt: 100 }, { offset: 12, rtt: 20 }, { offset: 30, rtt: 60 }]), 12)
  t.equal(bestOffset([]), 0)
})

t.test('samples that contradict the newest are dropped: the clock of the device was set', async t => {
  const before: Sample[] = [{ offset: 0, rtt: 4 }, { offset: 1, rtt: 10 }]
  t.strictSame(withSample(before, { offset: 600_000, rtt: 50 }), [{ offset: 600_000, rtt: 50 }])
  t.strictSame(withSample(before, { offset: 20, rtt: 60 }), [...before, { offset: 20, rtt: 60 }], 'a slow exchange contradicts nothing')
})

t.test('only the latest ten are kept', async t => {
  const samples = Array.from({ length: 15 }, (_, index) => ({ offset: 0, rtt: index + 1 })).reduce<Sample[]>(withSample, [])
  t.strictSame(samples.map(({ rtt }) => rtt), [6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
})
