import { MemoryLog, type MemoryLogOptions } from 'socket.io-kafka-adapter'
import { LogService } from '../../src/workers/log-service.ts'
import { lane } from './lanes.ts'

/** Holds logs and serves them to the process that started this one: a new one for each message that asks for it. */
process.on('message', ({ create, number }: { create?: MemoryLogOptions, number: number }) => {
  if (create) new LogService(new MemoryLog(create)).serve(lane(process, number))
})
