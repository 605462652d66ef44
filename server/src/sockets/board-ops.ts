import { type BoardOps } from '../../protocol/board.ts'
import { boardAccess } from '../classroom/index.ts'
import { AppError } from '../errors.ts'
import { viewerOf } from '../hosting/class-socket.ts'
import { createCommand } from './command.ts'
import { type Components, type Handler } from './handler.ts'

/** Draws on a board: who may is the class's to say, what comes of it the board's. */
export function createBoardOps (components: Components): Handler<'wb:op'> {
  return createCommand('wb:op', components, async ({ state, boards }, command, socket) => {
    const { board } = command.data as BoardOps
    if (boardAccess(state, viewerOf(socket), board) !== 'draw') throw new AppError('FORBIDDEN', 'they may not draw on this board now', { retryable: true })
    return await boards.submit(board, command)
  })
}
