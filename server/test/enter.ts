import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client'
import { type Test } from 'tap'
import { type JoinReply } from '../protocol/http.ts'
import { type Payload } from '../protocol/payloads.ts'
import { type UserInfo } from '../protocol/user.ts'
import { type Client, next, send } from './helper.ts'

/** Joins a class on a server that is a process of its own, connects and goes through the handshake. */
export async function enter (
  t: Test, url: string, user: UserInfo, options: Partial<ManagerOptions & SocketOptions> = {}, message: Payload<'join'> = {}
): Promise<Client> {
  const reply = await fetch(`${url}/socket/join`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(user) })
  if (!reply.ok) throw new Error(await reply.text())
  const { ticket } = await reply.json() as JoinReply
  const client: Client = io(`${url}/${user.classCode}`, { auth: { ticket }, forceNew: true, transports: ['websocket'], reconnectionDelay: 100, reconnectionDelayMax: 200, ...options })
  t.teardown(() => client.disconnect())
  await next(client, 'connect')
  const joined = next(client, 'joined')
  client.emit('itsme', { sessionId: client.id ?? '' })
  await next(client, 'connected')
  const { ok, code } = await send(client, 'join', message)
  if (!ok) throw new Error(String(code))
  await joined
  return client
}
