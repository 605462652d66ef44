import { randomInt } from 'node:crypto'
import { type CommandEvent } from '../../protocol/class-events.ts'
import { type Reply } from '../../protocol/events.ts'
import { toCommand, type Command, type Result } from '../classroom/index.ts'
import { AppError } from '../errors.ts'
import { actorOf, mustBeJoined, type ClassSocket } from '../hosting/class-socket.ts'
import { type HostedClass } from '../hosting/hosted-class.ts'
import { type Components, type Handler } from './handler.ts'
import { sizeLimit } from './sizes.ts'

type Submit = (hosted: HostedClass, command: Command, socket: ClassSocket) => Promise<Result>
const toClass: Submit = (hosted, command) => hosted.submit(command)

/** Puts what a client asks of the class into the log; the answer is what came of it there. */
export function createCommand<E extends CommandEvent> (event: E, { config, classrooms }: Components, submit = toClass): Handler<E> {
  const maxSize = sizeLimit(event, config)
  return async (socket, payload, ack) => {
    mustBeJoined(socket)
    if (JSON.stringify(payload).length > maxSize) throw new AppError('TOO_LARGE', `at most ${maxSize} characters`)
    const result = await submit(classrooms.of(socket.nsp), toCommand(event, payload, actorOf(socket), randomInt(2 ** 32)), socket)
    if (!result.ok) throw AppError.of(result)
    ack(result as unknown as Reply<E>)
  }
}
