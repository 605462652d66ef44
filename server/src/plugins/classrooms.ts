import { fastifyPlugin } from 'fastify-plugin'
import { type Tickets } from '../auth/tickets.ts'
import { type Config } from '../config.ts'
import { classNamespace, Classrooms } from '../hosting/classrooms.ts'
import { createAuthenticate, refusal } from '../sockets/authenticate.ts'
import { createConnection } from '../sockets/connection.ts'
import { namespacesOf } from '../sockets/namespaces.ts'

declare module 'fastify' {
  interface FastifyInstance { classrooms: Classrooms }
}

/** Opens and closes classes, and lets people in who have a ticket. */
export const classrooms = fastifyPlugin<{ config: Config, tickets: Tickets }>(async (app, { config, tickets }) => {
  const created = new Classrooms(app.io, app.node, config, app.recorder)
  app.decorate('classrooms', created)
  const classNamespaces = namespacesOf(app.io, classNamespace, {
    mayOpen: async (name, { ticket }) => `/${(await tickets.verify(ticket)).classCode}` === name,
    onRefused: () => app.metrics.refusals.inc({ reason: 'forbidden' })
  })
  classNamespaces
    .use(createAuthenticate(tickets))
    .use((socket, next) => {
      created.host(socket.nsp).then(() => next(), (error: unknown) => next(refusal(error)))
    })
    .on('connection', createConnection({ config, classrooms: created, metrics: app.metrics, records: app.records, links: app.media.links }, app.log))
  app.addHook('preClose', async () => created.close())
}, { name: 'classrooms', dependencies: ['socket-io', 'metrics', 'records', 'media'] })
