import { type CommandEvent } from '../../protocol/class-events.ts'
import { type Config } from '../config.ts'

/** Most characters of a command of a client, as JSON. */
export function sizeLimit (event: CommandEvent, { COMMAND_SIZE, BOARD_SIZE, QUIZ_SIZE }: Config): number {
  switch (event) {
    case 'wb:op': return BOARD_SIZE
    case 'quiz:cmd': return QUIZ_SIZE
    default: return COMMAND_SIZE
  }
}
