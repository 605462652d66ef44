import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import type { Test } from 'tap'
import type { ClassSocket } from '../../src/features/connection/socket.ts'
import { type Network, startNetwork } from './network.ts'

export const user = { usrTpCd: 'ST', role: 'ST', uid: 'u-1', userName: '김민준', classCode: '3-2', tempUsrId: 'u-1' } as const

/** A server, and a client of it that is not connected yet and would wait a minute before it comes back by itself. */
export async function createPair (t: Test): Promise<{ server: Server, client: ClassSocket, network: Network }> {
  const http = createServer()
  const server = new Server(http, { connectionStateRecovery: {} })
  await once(http.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => server.close())
  const network = await startNetwork(t, `http://127.0.0.1:${(http.address() as AddressInfo).port}`)
  const client: ClassSocket = io(`${network.url}/`, {
    transports: ['websocket'], reconnectionDelay: 60_000, reconnectionDelayMax: 60_000, randomizationFactor: 0, autoConnect: false
  })
  t.teardown(() => client.disconnect())
  return { server, client, network }
}
