import t from 'tap'
import { MemoryLog } from 'socket.io-kafka-adapter'
import { type ChatLine } from '../../protocol/chat.ts'
import { type Client, next, pupil, send, serve, teacher, until } from '../helper.ts'
import { command, sync } from './lesson.ts'

function textsOf (client: Client): string[] {
  const texts: string[] = []
  client.on('chat:send', ({ line }) => texts.push(line.text ?? ''))
  return texts
}

t.test('the tools of a class on two nodes', async t => {
  const log = new MemoryLog()
  const [a, b] = await Promise.all([serve(t, {}, log), serve(t, {}, log)])
  const { client: te } = await a.enter(teacher)
  const { client: s1 } = await a.enter(pupil(1))
  const { client: s2 } = await b.enter(pupil(2))
  const { client: s3 } = await b.enter(pupil(3))

  await t.test('the picker draws the same everywhere', async t => {
    const told = [te, s1, s2, s3].map((client) => next(client, 'picker:result'))
    t.match(await command(te, 'picker:draw', { pool: 'all', n: 1, style: 'wheel', exclude: true }), { ok: true })
    const [first, ...others] = (await Promise.all(told)).map(([result]) => result)
    t.equal(first!.winners.length, 1)
    for (const other of others) t.strictSame(other, first)
  })

  await t.test('chat has one order, and private lines stay private', async t => {
    const [ofTeacher, ...ofPupils] = [te, s1, s2, s3].map(textsOf)
    const lines = [[s1, '하나'], [s2, '둘'], [te, '셋'], [s3, '넷']] as const
    t.match(await command(s1, 'chat:send', { text: '비밀', to: 's2' }), { ok: true, id: Number })
    await Promise.all(lines.map(([client, text]) => command(client, 'chat:send', { text })))
    await until(() => ofTeacher!.length === 5 && ofPupils.every((texts) => texts.length >= 4))
    const [one, two, three] = ofPupils
    t.strictSame([one, two], [ofTeacher, ofTeacher])
    t.strictSame(three, ofTeacher!.filter((text) => text !== '비밀'))
    const { lines: page } = await command(s3, 'chat:history', { limit: 50 }) as { lines: ChatLine[] } & Record<string, unknown>
    t.strictSame(page.filter(({ system }) => !system).map(({ text }) => text), three)
    await command(te, 'chat:mode', { mode: 'off' })
    t.match(await command(s3, 'chat:send', { text: '다섯' }), { ok: false, code: 'CLOSED', retryable: true })
  })

  await t.test('what has happened is in the snapshot of who comes later', async t => {
    await command(te, 'widget:set', { kind: 'timer', running: true, leftMs: 60_000 })
    await command(te, 'wb:mode', { mode: 'shared' })
    const video = { id: 'm1', kind: 'video', url: 'https://example.org/a.mp4', title: '영상', position: { seconds: 12.5, playing: true } }
    await send(te, 'sendMedia', { type: 'video', data: video })
    const signalled = next(te, 'signal')
    t.match(await command(s2, 'signal', { kind: 'hand', on: true }), { ok: true })
    t.match(await signalled, [{ hands: [{ uid: 's2', kind: 'hand' }] }])
    const { snapshot } = await b.enter(pupil(4))
    t.match(snapshot, {
      media: { ...video, by: 't1', at: Number },
      widgets: { timer: { kind: 'timer', endsAt: Number } },
      board: { mode: 'shared' },
      modes: { chat: 'off' },
      picker: { winners: Array },
      roster: { te: 1, st: 4 }
    })
    await send(te, 'sendMedia', { type: 'clear', data: null })
    t.equal((await sync(s1)).media, null)
  })

  await t.test('commands that cannot be used', async t => {
    t.match(await send(s1, 'chat:send', { v: 1, text: '하나' }), { ok: false, code: 'BAD_REQUEST' }, 'no cmdId')
    t.match(await command(s1, 'signal', { kind: 'hand', on: true, rest: 'x'.repeat(20_000) }), { ok: false, code: 'TOO_LARGE' })
    const stranger = b.connect('3-2', { ticket: (await b.join(pupil(5))).ticket })
    t.match(await command(stranger, 'signal', { kind: 'hand', on: true }), { ok: false, code: 'NOT_JOINED' })
    t.match(await send(stranger, 'state:sync', {}), { ok: false, code: 'NOT_JOINED' })
  })
})
