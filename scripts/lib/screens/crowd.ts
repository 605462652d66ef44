import { io } from 'socket.io-client'
import { type JoinReply } from '../../../server/protocol/http.ts'
import { type QuizState } from '../../../server/protocol/quiz.ts'
import { type UserInfo } from '../../../server/protocol/user.ts'

/** What some of them say, so that the pictures are those of a real class. */
const words = ['밤에도 일어나는 건 아니죠?', '교과서 42쪽에 그림이 있어요!', '빛이 없으면 못 만들 것 같아요']

/** Pupils without a window: they join, answer what is asked, and some of them say something. @returns ends them */
export async function startCrowd (url: string, people: readonly UserInfo[]): Promise<() => void> {
  const sockets = await Promise.all(people.map((user, index) => enter(url, user, index)))
  return () => { for (const socket of sockets) socket.disconnect() }
}

async function enter (url: string, user: UserInfo, index: number) {
  const response = await fetch(`${url}/socket/join`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(user) })
  if (!response.ok) throw new Error(`${user.userName} could not join: ${response.status}`)
  const { ticket } = await response.json() as JoinReply
  const socket = io(`${url}/${user.classCode}`, { auth: { ticket }, transports: ['websocket'], forceNew: true })
  const command = (event: string, body: object): void => { socket.emit(event, { v: 1, cmdId: `${event}-${index}-${Date.now()}`, ...body }) }
  socket.on('connect', () => { socket.emit('join', { eventName: 'join', classCode: user.classCode, userType: 'ST', userName: user.userName, teacher: {}, student: {}, sessionId: socket.id, sockMessage: {} }) })
  socket.on('quiz:state', ({ phase, question, round }: QuizState) => {
    const options = question?.options ?? []
    // Most are right, and some have not answered yet.
    const option = options[index % 4 === 0 ? index % options.length : 0]
    if (phase === 'open' && question && option && index % 5 !== 4) command('quiz:answer', { qid: question.id, round, value: option.id })
  })
  await new Promise(resolve => socket.once('joined', resolve))
  const text = words[index]
  if (text) command('chat:send', { text })
  if (index < 2) command('signal', { kind: 'hand', on: true })
  return socket
}
