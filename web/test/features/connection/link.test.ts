import t from 'tap'
import { afterRefusal, type LinkEvent, type LinkState, nextLink } from '../../../src/features/connection/link.ts'

t.test('the link', async t => {
  const after = (...events: LinkEvent[]): LinkState => events.reduce<LinkState>(nextLink, 'connecting')
  t.equal(after(), 'connecting')
  t.equal(after('lost'), 'connecting', 'a first attempt that fails is still the first')
  t.equal(after('lost', 'joined'), 'joined')
  t.equal(after('joined', 'lost'), 'reconnecting')
  t.equal(after('joined', 'lost', 'lost', 'joined'), 'joined')
  t.equal(after('joined', 'ended', 'lost', 'joined'), 'ended', 'the end is final')
})

t.test('a refused ticket is renewed once, patience is kept, anything else ends it', async t => {
  t.equal(afterRefusal('FORBIDDEN', false), 'renew')
  t.equal(afterRefusal('FORBIDDEN', true), 'fail')
  t.equal(afterRefusal('UNAVAILABLE', true), 'retry')
  t.equal(afterRefusal('RATE_LIMIT', false), 'retry')
  t.equal(afterRefusal('FULL', false), 'fail')
})
