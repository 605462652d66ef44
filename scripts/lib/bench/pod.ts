import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { EVENT, micros, type Rate, sendAtRate, TEXT } from './emission.ts'
import { type Addresses, type Peer, type PeerName, peers } from './peers.ts'
import { announce, answer } from './remote.ts'

export interface PodOptions {
  peer: PeerName
  addresses: Addresses
  /** Of the topic or the like. */
  name: string
}

export interface Usage {
  sent: number
  /** CPU time, in microseconds. */
  cpu: number
  /** Resident memory, in bytes. */
  rss: number
  /** JavaScript memory that is in use, in bytes. */
  heap: number
}

export type PodCommands = ReturnType<typeof commandsOf>

/** Starts a Socket.IO server with the adapter of a peer. */
export async function startPod (index: number, { peer: peerName, addresses, name }: PodOptions): Promise<void> {
  const peer: Peer = peers[peerName]
  const adapter = await peer.adapter?.(addresses, name)
  const io = new Server({ transports: ['websocket'], serveClient: false, ...adapter && { adapter }, ...peer.recovery && { connectionStateRecovery: {} } })
  const http = createServer(answer(commandsOf(index, io)))
  io.attach(http)
  // Exclusive: node:cluster would give all pods the same port.
  http.listen({ port: 0, host: '127.0.0.1', exclusive: true }, () => announce(index, (http.address() as AddressInfo).port))
}

function commandsOf (index: number, io: Server) {
  return {
    /** Opens namespaces; resolves when they can be reached from other pods. */
    async open (names: string[]): Promise<void> {
      for (const name of names) await io.of(name).adapter.init()
    },

    /** Broadcasts to the classes in turn, or to none for a while, and says what it took. */
    async run ({ classes, ...rate }: Rate & { classes: string[] }): Promise<Usage> {
      const before = process.cpuUsage()
      const sent = await sendAtRate(rate, burst => io.of(classes[burst % classes.length]!).emit(EVENT, index, micros(), TEXT))
      const { user, system } = process.cpuUsage(before)
      return { sent, cpu: user + system, rss: process.memoryUsage.rss(), heap: 0 }
    },

    memory (): Pick<Usage, 'rss' | 'heap'> {
      globalThis.gc?.()
      const { rss, heapUsed, external } = process.memoryUsage()
      return { rss, heap: heapUsed + external }
    }
  }
}
