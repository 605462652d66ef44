import t from 'tap'
import { createLaunchRegister } from '../../src/auth/launches.ts'

t.test('a launch is remembered until it expires', async t => {
  const launches = createLaunchRegister()
  t.equal(await launches.use('a', Date.now() + 60_000), true)
  t.equal(await launches.use('a', Date.now() + 60_000), false)
  t.equal(await launches.use('b', Date.now() - 1), true)
  t.equal(await launches.use('c', Date.now() + 60_000), true)
  t.equal(await launches.use('a', Date.now() + 60_000), false)
})
