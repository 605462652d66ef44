import { EventEmitter } from 'node:events'
import { type Channel } from '../../src/workers/channel.ts'

interface InLane { lane: number, message: object }

/** One of many channels over a single one, so that a process, which takes long to start, can hold many logs. */
export function lane (channel: Channel, number: number): Channel {
  const end: Channel = Object.assign(new EventEmitter(), {
    send: (message: object, ...rest: [undefined, undefined, (error: Error | null) => void]) => channel.send!({ lane: number, message } satisfies InLane, ...rest)
  })
  channel.on('message', (heard: InLane) => { if (heard.lane === number) end.emit('message', heard.message) })
  channel.once('disconnect', () => end.emit('disconnect'))
  return end
}
