import t from 'tap'
import { type Client, next, pupil, teacher, until } from '../helper.ts'
import { isAlive, metric, start } from './server.ts'

t.test('a class on two workers', async t => {
  const { child, exit, lines, url, internal, workers, ready, enter } = await start(t)
  const speakers = [await enter(teacher), await enter(pupil(1))] as const
  t.strictSame(await metric(internal, 'classroom_connections'), [1, 1], 'they are on different workers')
  const listeners = [await enter(pupil(2)), await enter(pupil(3), 'polling')]
  const clients = [...speakers, ...listeners]
  t.equal((await fetch(`${url}/api/nothing`)).status, 404)

  const heard = listeners.map((client) => {
    const texts: string[] = []
    client.on('sendMedia', ({ data }) => texts.push(String(data)))
    return texts
  }) as [string[], string[]]
  const say = (from: Client, text: string) => from.emit('sendMedia', { type: 'sound', data: Buffer.from(text) })

  await t.test('all hear the same in the same order', async t => {
    for (let i = 0; i < 12; i++) say(speakers[i % 2]!, `line ${i}`)
    await until(() => heard.every(({ length }) => length === 12))
    t.strictSame(heard[1], heard[0])
  })

  await t.test('clients of a worker that is killed come back to another one, and have missed nothing', async t => {
    const before = workers()
    const recovered = clients.map((client) => {
      const results: boolean[] = []
      client.on('connect', () => results.push(client.recovered))
      return results
    })
    // The speaker of that worker: what is said before the end of the connection is noticed is lost with it.
    const cut = Promise.race(speakers.map((client) => next(client, 'disconnect')))
    process.kill(before[0]!, 'SIGKILL')
    await cut
    for (const speaker of speakers) say(speaker, 'meanwhile')
    await until(() => clients.every(({ connected }) => connected))
    say(speakers[0], 'last')
    await until(() => heard.every((texts) => texts.includes('last') && texts.length === 15))
    t.strictSame(heard[1], heard[0])
    t.ok(recovered.flat().length > 0)
    t.ok(recovered.flat().every(Boolean), 'their sessions went on')
    await ready(3)
    t.equal(workers().filter((pid) => !before.includes(pid)).length, 1, 'another worker takes its place')
    t.equal(lines.filter(({ msg }) => msg === 'a worker failed').length, 1)
  })

  await t.test('SIGTERM ends it all', async t => {
    const all = workers()
    const told = Promise.all(clients.map((client) => next(client, 'server:drain')))
    child.kill('SIGTERM')
    await told
    t.strictSame(await exit, [0, null])
    t.strictSame(all.filter(isAlive), [])
  })
})
