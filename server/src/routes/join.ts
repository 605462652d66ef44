import { type FastifyInstance } from 'fastify'
import { HttpProblem, JoinReply, JoinRequest, NavReply } from '../../protocol/http.ts'
import { identify } from '../auth/identify.ts'
import { type Tickets } from '../auth/tickets.ts'
import { missingField, tidy } from '../auth/user.ts'
import { type Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { admit } from '../hosting/admit.ts'
import { shardOf } from '../shard.ts'

/** How a popup gets into its class. */
export async function joinRoutes (app: FastifyInstance, { config, tickets }: { config: Config, tickets: Tickets }): Promise<void> {
  const identity = { tickets, open: !config.TICKET_SECRETS }
  const errors = { '4xx': HttpProblem, '5xx': HttpProblem }
  const options = (summary: string, reply: object) => ({
    config: { rateLimit: {} },
    schema: { summary, tags: ['join'], body: JoinRequest, response: { 200: reply, ...errors } }
  })

  app.addHook('preValidation', async (request) => {
    request.body = tidy(request.body)
  })

  async function join (body: JoinRequest): Promise<JoinReply> {
    if (!app.readiness.accepts()) throw new AppError('UNAVAILABLE', 'this node takes nobody at the moment')
    const { user } = await identify(body, false, identity)
    await admit(await app.classrooms.open(user.classCode), user, body.password)
    // A launch that was good for nothing can be used again, with the right password for example.
    const { ticket = await tickets.sign(user) } = await identify(body, true, identity)
    return { user, shard: shardOf(user.classCode, config.KAFKA_PARTITIONS), ticket }
  }

  app.post<{ Body: JoinRequest }>('/socket/join', options('Joins a class', JoinReply), ({ body }) => join(body))
  app.post<{ Body: JoinRequest }>('/api/classrooms/getRealRoom', options('Joins a class, by the name that earlier popups call', JoinReply), ({ body }) => join(body))

  app.post<{ Body: JoinRequest }>('/api/classrooms/nav', options('Checks who wants to join which class', NavReply), async ({ body }): Promise<NavReply> => {
    const missing = body.ticket ?? body.launch ? undefined : missingField(body)
    if (missing) throw new AppError('NOT_FOUND', `${missing} is missing`, { field: missing })
    const { user } = await identify(body, false, identity)
    return { user }
  })
}
