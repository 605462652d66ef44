import t from 'tap'
import { MemoryLog } from 'socket.io-kafka-adapter'
import { type LobbyUpdate } from '../../protocol/lobby.ts'
import { next, pupil, serve, teacher, until, type Client } from '../helper.ts'

const short = { CLASS_HOLD_MS: '0', LEAVE_GRACE_MS: '0' }

function updatesOf (client: Client): LobbyUpdate[] {
  const updates: LobbyUpdate[] = []
  client.on('lobby:update', (update) => updates.push(update))
  return updates
}

t.test('the lobby shows the classes of all nodes, as they come, change and go', async (t) => {
  const log = new MemoryLog()
  const [a, b] = await Promise.all([serve(t, short, log), serve(t, short, log)])
  await b.enter({ ...teacher, classCode: 'old' })
  const watcher = a.connect('lobby', {})
  const [{ v, classes }] = await next(watcher, 'lobby:list')
  t.match({ v, classes }, { v: 1, classes: [{ classCode: 'old', title: '', capacity: 500, locked: false, online: 0, owner: null }] })
  t.equal(classes.length, 1)

  const updates = updatesOf(watcher)
  const { client: te } = await b.enter(teacher)
  const { client } = await a.enter(pupil())
  await until(() => updates.some(({ class: { classCode, online } }) => classCode === '3-2' && online === 1))
  t.match(updates[0], { v: 1, at: Number, type: 'new', class: { classCode: '3-2' } })
  t.strictSame(updates.filter(({ type }) => type === 'new').length, 1, 'a class of two nodes is one')
  te.disconnect()
  client.disconnect()
  await until(() => updates.at(-1)?.type === 'removed')
  t.match(updates.at(-1), { class: { classCode: '3-2' } })
})

t.test('classes of a node that is gone go with it, and those that others have stay', async (t) => {
  const log = new MemoryLog()
  const [a, b] = await Promise.all([serve(t, {}, log), serve(t, {}, log)])
  await b.enter(teacher)
  await b.enter({ ...teacher, classCode: 'both' })
  await a.enter({ ...pupil(), classCode: 'both' })
  const watcher = a.connect('lobby', {})
  const [{ classes }] = await next(watcher, 'lobby:list')
  t.strictSame(classes.map(({ classCode }) => classCode), ['both', '3-2'], 'the newest first')
  const updates = updatesOf(watcher)
  await b.app.close()
  await until(() => updates.some(({ type }) => type === 'removed'))
  t.strictSame(updates.filter(({ type }) => type === 'removed').map(({ class: { classCode } }) => classCode), ['3-2'])
})

t.test('with keys, the lobby is for those who have a ticket', async (t) => {
  const { app, connect } = await serve(t, { TICKET_SECRETS: 'k:secret' })
  const [error] = await next(connect('lobby', {}), 'connect_error')
  t.match(error.data, { code: 'FORBIDDEN' })
  t.equal((await app.inject('/api/classrooms')).statusCode, 403)
  t.strictSame([...app.io._nsps.keys()].includes('/lobby'), false)
})
