import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { fastifyPlugin } from 'fastify-plugin'

/** The HTTP interface as OpenAPI, to read and to try at /docs. */
export const docs = fastifyPlugin(async (app) => {
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Classroom popup', description: 'Joining a class', version: '1' } }
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    // Its pages write styles into themselves.
    staticCSP: "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'self'"
  })
})
