import type { ChatLine } from '../../../../server/protocol/chat.ts'
import type { PupilSnapshot } from '../../../../server/protocol/class-snapshot.ts'
import t from 'tap'
import { type Chat, chatEvents, chatOf, discarded, drafted, entriesOf, readTo, refused, silence, threadOf, unreadOf, withOlder } from '../../../src/features/chat/state.ts'

const line = (id: number, text: string, rest: Partial<ChatLine> = {}): ChatLine => ({ id, at: id, uid: 's2', name: '서연', role: 'ST', text, ...rest })
const snapshot = (chat: ChatLine[], classCode = '3-2') => ({ me: { uid: 's1' }, class: { classCode }, modes: { chat: 'all' }, chat }) as unknown as PupilSnapshot
const head = { v: 1, at: 0, rev: 1 } as const
const said = (chat: Chat, ...lines: ChatLine[]): Chat => lines.reduce((before, one) => chatEvents['chat:send'](before, { ...head, line: one }), chat)
const texts = (chat: Chat, about?: string): Array<string | undefined> => threadOf(chat, about).map(({ text }) => text)
const start = chatOf(silence, snapshot([line(1, '하나'), line(2, '그림', { about: 'm1' })]))

t.test('threads are apart, and in the order of the class', async t => {
  const chat = said(start, line(4, '넷'), line(3, '셋'), line(5, '댓글', { about: 'm1' }))
  t.strictSame(texts(chat), ['하나', '셋', '넷'])
  t.strictSame(texts(chat, 'm1'), ['그림', '댓글'])
})

t.test('only what others say afterwards is unread', async t => {
  t.equal(unreadOf(start), 0)
  const chat = said(start, line(3, '셋'), line(4, '나', { uid: 's1' }), line(5, '댓글', { about: 'm1' }))
  t.strictSame([unreadOf(chat), unreadOf(chat, 'm1')], [1, 1])
  const read = readTo(chat)
  t.strictSame([unreadOf(read), unreadOf(read, 'm1')], [0, 1])
  t.equal(readTo(read), read)
  t.equal(unreadOf(chatEvents['chat:delete'](chat, { ...head, id: 3 })), 0)
})

t.test('what was said while away is unread, in another class nothing is', async t => {
  const chat = drafted(start, { key: 'a', text: '아직' })
  const back = chatOf(chat, snapshot([line(1, '하나'), line(9, '아홉')]))
  t.equal(unreadOf(back), 1)
  t.equal(back.drafts.length, 1, 'nothing that was typed is lost')
  t.match(chatOf(chat, snapshot([line(7, '일곱')], '3-3')), { drafts: [], read: { '': 7 } })
})

t.test('a draft is replaced by its line, and stays when it was refused', async t => {
  const chat = drafted(start, { key: 'a', text: '질문', to: 'te' })
  t.equal(said(chat, line(3, '질문', { uid: 's1' })).drafts.length, 1, 'the same words to everybody are another line')
  t.strictSame(said(chat, line(3, '질문', { uid: 's1', to: 'te' })).drafts, [])
  const failed = refused(chat, 'a', 'CLOSED')
  t.match(failed.drafts, [{ problem: 'CLOSED' }])
  t.match(drafted(failed, { key: 'a', text: '질문', to: 'te' }).drafts, [{ problem: undefined }])
  t.strictSame(discarded(failed, 'a').drafts, [])
})

t.test('lines change', async t => {
  const reacted = chatEvents['chat:react'](start, { ...head, id: 1, reactions: { triangle: 0, diamond: 0, circle: 0, square: 2, star: 0, pentagon: 0 } })
  t.match(threadOf(reacted)[0], { text: '하나', reactions: { square: 2 } })
  const deleted = threadOf(chatEvents['chat:delete'](reacted, { ...head, id: 1 }))[0]
  t.match(deleted, { deleted: true, name: '서연', text: undefined, reactions: undefined })
  t.equal(chatEvents['chat:mode'](start, { ...head, mode: 'te' }).mode, 'te')
})

t.test('who comes and goes stands between the lines; older ones come before', async t => {
  const person = { eventName: 'join', classCode: '3-2', uid: 's3', userType: 'ST', userName: '도윤', sessionId: 'x' } as const
  const chat = said(chatEvents.disconnected(chatEvents.join(start, person), 'x', person), line(6, '여섯'))
  t.strictSame(threadOf(chat).map(({ system, text }) => system ?? text), ['하나', 'join', 'leave', '여섯'])
  t.equal(threadOf(chatEvents.join(start, { ...person, uid: 's1' })).length, 1, 'not of oneself')
  const older = withOlder({ ...chat, more: true }, [line(0, '영')])
  t.strictSame([texts(older)[0], older.more], ['영', false])
})

t.test('many who come at once are one line', async t => {
  const come = (id: number): ChatLine => line(id, '', { system: 'join', uid: `s${id}`, text: undefined })
  const shown = (lines: ChatLine[]): Array<[number, number]> => entriesOf(lines).map(({ line: { id }, others }) => [id, others])
  t.strictSame(shown([come(1), come(2), come(3), line(4, '넷'), come(5)]), [[1, 0], [2, 0], [3, 0], [4, 0], [5, 0]])
  t.strictSame(shown([line(1, '하나'), ...[2, 3, 4, 5].map(come), line(6, '', { system: 'leave' })]), [[1, 0], [5, 3], [6, 0]])
})
