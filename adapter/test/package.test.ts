import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'

const adapter = fileURLToPath(new URL('..', import.meta.url))
const fixtures = fileURLToPath(new URL('fixtures', import.meta.url))
const require = createRequire(import.meta.url)
const versionOf = (name: string): string => `${name}@${(require(`${name}/package.json`) as { version: string }).version}`

/** Each line after the first one is an error, unless a type is lost. */
const WRONG = `import { createAdapter, Emitter, type KafkaAdapter, MemoryLog } from 'socket.io-kafka-adapter'
createAdapter(new MemoryLog(), { ordering: 'fast' })
new Emitter<{ notice: (text: string) => void }>(new MemoryLog()).of('/').emit('notice', 1)
export const count = (adapter: KafkaAdapter): Promise<string> => adapter.countSockets()
`

interface Output { stdout: string, stderr: string }
/** Runs a program; resolves whatever its exit code is. */
const run = (cwd: string, file: string, ...args: string[]): Promise<Output> =>
  promisify(execFile)(file, args, { cwd }).catch((error: Output) => error)
const tsc = (cwd: string, ...args: string[]): Promise<Output> => run(cwd, process.execPath, require.resolve('typescript/bin/tsc'), ...args)

t.setTimeout(300_000)
const directory = await mkdtemp(join(tmpdir(), 'package-'))
t.teardown(() => rm(directory, { recursive: true }))
const [source, project] = [join(directory, 'source'), join(directory, 'project')]

t.test('it is built and packed', async (t) => {
  for (const name of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'src']) await cp(join(adapter, name), join(source, name), { recursive: true })
  t.equal((await tsc(adapter, '-p', '.', '--outDir', join(source, 'dist'))).stdout, '')
  const [{ filename, files }] = JSON.parse((await run(source, 'npm', 'pack', '--json', '--pack-destination', directory)).stdout) as
    [{ filename: string, files: { path: string }[] }]
  t.equal(filename, 'socket.io-kafka-adapter-0.1.0.tgz')
  const paths = files.map(({ path }) => path)
  for (const path of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'dist/index.js', 'dist/index.d.ts', 'dist/kafka/kafka-log.js', 'src/index.ts']) {
    t.ok(paths.includes(path), path)
  }
  t.same(paths.filter((path) => !/^(dist|src)\/|^[A-Z]+(\.md)?$|^package\.json$/.test(path)), [], 'nothing else')
  t.match(await readFile(join(source, 'CHANGELOG.md'), 'utf8'), '## 0.1.0')
})

t.test('it is installed in an empty project', async (t) => {
  await mkdir(project)
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  const packages = ['socket.io', 'socket.io-client', 'kafkajs', '@types/node'].map(versionOf)
  const { stderr } = await run(project, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund',
    join(directory, 'socket.io-kafka-adapter-0.1.0.tgz'), ...packages)
  t.notMatch(stderr, /npm error|ERESOLVE/)
  await writeFile(join(project, 'wrong.ts'), WRONG)
  for (const name of ['user.js', 'user.ts']) await cp(join(fixtures, name), join(project, name))
})

t.test('two servers work together, in plain JavaScript', async (t) => {
  const { stdout, stderr } = await run(project, process.execPath, 'user.js')
  t.equal(stderr, '')
  t.same(JSON.parse(stdout), {
    heard: ['from a server', 'from a server', 'from an emitter', 'from an emitter'], sockets: 2, result: 2
  })
})

t.test('its types are found, and are right', async (t) => {
  const options = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext', '--types', 'node', '--noUncheckedIndexedAccess']
  const { stdout } = await tsc(project, ...options, 'user.ts', 'wrong.ts')
  t.same(stdout.match(/^\w+\.ts\(\d+/gm), ['wrong.ts(2', 'wrong.ts(3', 'wrong.ts(4'], stdout)
})
