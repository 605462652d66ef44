import { connect, type Socket } from 'node:net'
import { micros } from './emission.ts'

export interface LightClientOptions {
  port: number
  namespace: string
  /** A packet of Engine.IO begins at `start` of `data`; at which time it came, in microseconds. */
  onPacket (data: Buffer, start: number, at: number): void
}

const PING = 0x32
const OPEN = 0x30
const END_OF_HEAD = '\r\n\r\n'

/**
 * A Socket.IO client that does just enough to receive: several hundred of them must not take the CPU time that is to be measured.
 * Resolves when the server has let it into the namespace.
 */
export function connectLightClient ({ port, namespace, onPacket }: LightClientOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let rest: Buffer = Buffer.alloc(0)
    let upgraded = false
    let joined = false

    const onFrame = (data: Buffer, start: number, end: number, now: number): void => {
      if (data[start] === PING) {
        socket.write(maskedText('3'))
      } else if (joined) {
        onPacket(data, start, now)
      } else if (data[start] === OPEN) {
        socket.write(maskedText(`40${namespace},`))
      } else {
        joined = data.toString('latin1', start, start + 2) === '40'
        if (joined) resolve(socket)
        else reject(new Error(`refused: ${data.toString('utf8', start, end)}`))
      }
    }

    socket.setNoDelay(true)
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the server closed the connection')))
    socket.on('data', chunk => {
      const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      const begin = upgraded ? 0 : data.indexOf(END_OF_HEAD) + END_OF_HEAD.length
      upgraded ||= begin >= END_OF_HEAD.length
      rest = upgraded ? data.subarray(readFrames(data, begin, onFrame)) : data
    })
    socket.write(['GET /socket.io/?EIO=4&transport=websocket HTTP/1.1', `Host: 127.0.0.1:${port}`, 'Connection: Upgrade', 'Upgrade: websocket',
      'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${'A'.repeat(22)}==`, '', ''].join('\r\n'))
  })
}

/** @returns where the first frame begins that is not all there */
function readFrames (data: Buffer, at: number, onFrame: (data: Buffer, start: number, end: number, now: number) => void): number {
  const now = micros()
  while (at + 2 <= data.length) {
    let size = data[at + 1]!
    let start = at + 2
    if (size === 126) {
      start += 2
      if (start > data.length) break
      size = data.readUInt16BE(at + 2)
    } else if (size === 127) {
      start += 8
      if (start > data.length) break
      size = Number(data.readBigUInt64BE(at + 2))
    }
    if (start + size > data.length) break
    at = start + size
    onFrame(data, start, at, now)
  }
  return at
}

/** A short text as clients must send it; a mask of zeros changes nothing. */
function maskedText (text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)])
}
