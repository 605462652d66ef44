import { AppError } from '../errors.ts'
import { type ClassNamespace, type ClassServer } from '../hosting/class-socket.ts'

/** What is used of Socket.IO beyond its public types. */
type MayOpen = Extract<Parameters<ClassServer['of']>[0], (...args: never[]) => unknown>
interface Internals {
  parentNsps: Map<MayOpen, unknown>
  encoder: { encode (packet: { type: number, nsp: string, data?: unknown }): unknown }
}

const connectError = 4

interface Options {
  /** Whether a client with such an `auth` may open a namespace that is not open. */
  mayOpen (name: string, auth: Record<string, unknown>): Promise<boolean>
  /** A client was refused, by a namespace or before there was one. */
  onRefused (): void
}

/**
 * Namespaces whose names match. Whoever may not come in opens none; Socket.IO alone would open it, and ask then.
 */
export function namespacesOf (io: ClassServer, pattern: RegExp, { mayOpen, onRefused }: Options): ClassNamespace {
  const { parentNsps, encoder } = io as unknown as Internals
  const parent = io.of(pattern)
  for (const [matches, each] of parentNsps) if (each === parent) parentNsps.delete(matches)
  parentNsps.set((name, auth, next) => {
    if (!pattern.test(name)) return next(null, false)
    mayOpen(name, auth).then((isAllowed) => next(null, isAllowed), () => next(null, false))
  }, parent)

  // Socket.IO has the same words for names that do not exist.
  const encode = encoder.encode.bind(encoder)
  encoder.encode = (packet) => {
    if (packet.type !== connectError) return encode(packet)
    onRefused()
    const isExplained = (packet.data as { data?: unknown }).data !== undefined
    if (isExplained || !pattern.test(packet.nsp)) return encode(packet)
    const problem = new AppError('FORBIDDEN', 'the ticket cannot be used for this class').toProblem()
    return encode({ ...packet, data: { message: problem.message, data: problem } })
  }
  return parent
}
