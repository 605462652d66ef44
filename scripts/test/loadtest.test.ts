import t, { type Test } from 'tap'
import { type Result } from '../lib/loadtest/run.ts'
import { faults, startFaultyServer } from './fixtures/faulty-server.ts'
import { type Running, start } from './helpers.ts'

const loadtest = (t: Test, ...args: string[]): Running => start(t, process.execPath,
  ['--import', 'tsx', '--conditions=@classroom-popup/source', 'scripts/loadtest.ts', '--classes', '1', '--students', '2', '--duration', '1', '--rate', '8', ...args])

t.test('exit code 0 and a table, when nothing is wrong', async t => {
  const url = await startFaultyServer(t, faults.none)
  const { exited, lines, errors } = loadtest(t, '--url', `${url},${url}/`)
  t.equal(await exited, 0)
  t.equal(lines[0], '1 classes, 3 people, 2 addresses, 1 s')
  t.match(lines.join('\n'), /^messages sent +8 +8 per s\n.*\n.*\ndeliveries +16 +16 per s\n +expected +16\n +lost +0$/m)
  t.equal(errors(), '', 'the progress is for terminals only')
})

t.test('exit code 1 when something is wrong', async t => {
  const { exited, json } = loadtest(t, '--json', '--url', await startFaultyServer(t, faults.double))
  const { doubled } = await json() as Result
  t.ok(doubled > 0)
  t.equal(await exited, 1)
})

t.test('exit code 1 when nothing was delivered', async t => {
  const { exited } = loadtest(t, '--url', await startFaultyServer(t, faults.none), '--students', '0')
  t.equal(await exited, 1)
})

t.test('exit code 1 and the reason, when nobody answers', async t => {
  const { exited, errors } = loadtest(t, '--url', 'http://127.0.0.1:1')
  t.equal(await exited, 1)
  t.match(errors(), /^http:\/\/127\.0\.0\.1:1\/socket\/join does not answer: .+$/m)
})
