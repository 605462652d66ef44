import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import t from 'tap'
import { makeScratch, startGuarded } from '../../lib/guard.ts'
import { isAlive, startScript, until } from '../helpers.ts'

t.test('runs a command with its arguments, working directory and environment, and says what it writes', async t => {
  const cwd = t.testdir()
  const lines: string[] = []
  const { exited } = await startGuarded(['sh', '-c', 'pwd; echo "$1 $NAME" >&2; exit 3', 'sh', 'a b*'],
    { cwd, env: { ...process.env, NAME: 'name' }, log: line => lines.push(line) })
  t.equal(await exited, 3)
  await until(() => lines.length === 2)
  t.same(lines.sort(), [cwd, 'a b* name'].sort())
})

t.test('the process id is that of the command, and signals reach it', async t => {
  const lines: string[] = []
  const { pid, exited, signal } = await startGuarded(['sh', '-c', 'trap "exit 7" TERM; echo $$; while :; do sleep 0.01; done'], { log: line => lines.push(line) })
  await until(() => lines.length === 1)
  t.equal(lines[0], String(pid))
  signal('TERM')
  t.equal(await exited, 7)
  t.notOk(isAlive(pid))
  signal('KILL')
})

t.test('a process that is killed by somebody else is noticed', async t => {
  const { pid, exited } = await startGuarded(['sleep', '60'])
  process.kill(pid, 'SIGKILL')
  t.equal(await exited, 128 + 9)
})

t.test('the command can run in a shell that another command gives', async t => {
  const lines: string[] = []
  const { exited } = await startGuarded(['sh', '-c', 'echo "$NAME"'], { via: ['env', 'NAME=elsewhere'], log: line => lines.push(line) })
  t.equal(await exited, 0)
  await until(() => lines.length === 1)
  t.same(lines, ['elsewhere'])
})

t.test('a shell that cannot be had is an error', async t => {
  await t.rejects(startGuarded(['true'], { via: ['/nowhere/docker'] }), { code: 'ENOENT' })
  await t.rejects(startGuarded(['true'], { via: ['false'] }), { message: 'false ended with code 1' })
})

t.test('a directory goes when it is let go, but not before the last process that uses it', async t => {
  const parent = t.testdir()
  const scratch = await makeScratch('test', parent)
  await writeFile(`${scratch.path}/file`, 'data')
  const { exited, signal } = await startGuarded(['sleep', '60'], { scratch })
  let removed = false
  const removal = scratch.remove().then(() => { removed = true })
  const other = await makeScratch('other', parent)
  await other.remove()
  t.notOk(existsSync(other.path))
  t.notOk(removed)
  t.ok(existsSync(`${scratch.path}/file`))
  signal('KILL')
  await exited
  await removal
  t.notOk(existsSync(scratch.path))
})

for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
  t.test(`after ${signal} to the starter nothing stays behind`, async t => {
    const starter = startScript(t, 'scripts/test/fixtures/guarded.ts')
    const { pid, path } = await starter.json() as { pid: number, path: string }
    t.ok(isAlive(pid))
    t.ok(existsSync(path))
    starter.process.kill(signal)
    await until(() => !isAlive(pid))
    await until(() => !existsSync(path))
    t.pass('the process and its directory are gone')
  })
}
