import { type FastifyBaseLogger } from 'fastify'
import { type TSchema } from 'typebox'
import { commandBodies } from '../../protocol/class-events.ts'
import { Envelope } from '../../protocol/envelope.ts'
import { payloads, type ClientEvent, type Payload } from '../../protocol/payloads.ts'
import { type Failure } from '../../protocol/result.ts'
import { type Config } from '../config.ts'
import { AppError, toAppError } from '../errors.ts'
import { tell, type ClassSocket } from '../hosting/class-socket.ts'
import { type Metrics } from '../plugins/metrics.ts'
import { validator } from '../validate.ts'
import { type Handlers } from './handler.ts'
import { createTokenBucket } from './token-bucket.ts'

type AnyAck = (reply: ({ ok: true } & object) | Failure) => void

type Validators = { [E in ClientEvent]: (value: unknown) => Payload<E> }
const validateEnvelope = validator(Envelope)
const validators = Object.fromEntries([
  ...Object.entries(payloads).map(([event, schema]) => [event, validator(schema)]),
  ...Object.entries(commandBodies).map(([event, schema]) => [event, commandValidator(schema)])
]) as Validators

/** Bodies know nothing of the envelope, and may refuse what they do not know. */
function commandValidator (schema: TSchema): (value: unknown) => unknown {
  const validateBody = validator(schema)
  return (value) => {
    const { v: _, cmdId: __, ...body } = validateEnvelope(value)
    validateBody(body)
    return value
  }
}

interface DispatchOptions {
  handlers: Handlers
  metrics: Metrics
  log: FastifyBaseLogger
  config: Config
}

/** Gives each message of a socket to its handler, once it has passed the limit and its schema. No message can end the process. */
export function dispatchMessages (socket: ClassSocket, { handlers, metrics, log, config }: DispatchOptions): void {
  const bucket = (perSecond: number) => ({ perSecond, mayPass: createTokenBucket(perSecond) })
  const events = bucket(config.EVENTS_PER_SECOND)
  const boardEvents = bucket(config.BOARD_EVENTS_PER_SECOND)
  const mayTellLimit = createTokenBucket(1)

  async function dispatch (event: string, payload: unknown, ack: AnyAck | undefined): Promise<void> {
    const { perSecond, mayPass } = event === 'wb:op' ? boardEvents : events
    const isLimited = !mayPass()
    const isKnown = Object.hasOwn(handlers, event)
    if (!isKnown && !isLimited) return
    const label = isKnown ? event : 'unknown'
    try {
      if (isLimited) throw new AppError('RATE_LIMIT', `at most ${perSecond} events per second`)
      await run(event as ClientEvent, payload, ack)
      metrics.events.inc({ event: label, result: 'ok' })
    } catch (error) {
      const appError = toAppError(error)
      metrics.events.inc({ event: label, result: appError.code })
      if (appError.cause) log.error({ err: error, event: label }, 'event failed')
      // A flood is not answered with another one, unless it asks for answers.
      if (ack) ack({ ok: false, ...appError.toProblem() })
      else if (!isLimited || mayTellLimit()) tell(socket, 'app:error', appError.toProblem())
    }
  }

  async function run<E extends ClientEvent> (event: E, payload: unknown, ack: AnyAck | undefined): Promise<void> {
    await handlers[event](socket, validators[event](payload), (reply) => ack?.({ ok: true, ...reply }))
  }

  socket.onAny((event: string, ...args: unknown[]) => {
    const ack = typeof args.at(-1) === 'function' ? args.pop() as AnyAck : undefined
    dispatch(event, args[0], ack).catch((error: unknown) => log.error({ err: error }, 'dispatch failed'))
  })
}
