import { AppError } from '../errors.ts'
import { givePassword } from '../hosting/admit.ts'
import { isJoined, type ClassSocket } from '../hosting/class-socket.ts'
import { type HostedClass } from '../hosting/hosted-class.ts'
import { type Components, type Handler } from './handler.ts'

/** Lets the socket take part. Doing it again brings a new snapshot and nothing else. */
export function createJoin ({ classrooms, metrics }: Components): Handler<'join'> {
  return async (socket, { view, password }, ack) => {
    const wasJoined = isJoined(socket)
    if (!wasJoined) choose(socket, view)
    await enter(classrooms.of(socket.nsp), socket, password)
    ack({})
    if (!wasJoined) metrics.joins.observe((Date.now() - socket.handshake.issued) / 1000)
  }
}

function choose (socket: ClassSocket, view: 'screen' | undefined): void {
  if (view === 'screen' && socket.data.user.role !== 'TE') throw new AppError('FORBIDDEN', 'only teachers open the projector', { field: 'view' })
  socket.data.isScreen = view === 'screen'
}

/** The password is looked at only when the class asks for it. */
async function enter (hosted: HostedClass, socket: ClassSocket, password: string | undefined): Promise<void> {
  try {
    await hosted.join(socket)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'WRONG_PASSWORD' || password === undefined) throw error
    await givePassword(hosted, socket.data.user, password)
    await hosted.join(socket)
  }
}
