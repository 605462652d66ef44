import fastifyStatic from '@fastify/static'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type FastifyRequest } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'
import { type Config } from '../config.ts'
import { AppError } from '../errors.ts'

/** The popup. Its routes live in the browser: whoever navigates to one gets the page. */
export const web = fastifyPlugin<{ config: Config }>(async (app, { config }) => {
  const root = resolve(config.WEB_DIR)
  const isBuilt = existsSync(root)
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root,
      cacheControl: false,
      setHeaders: (reply, path) => reply.header('cache-control', cacheControl(path))
    })
  } else {
    app.log.warn({ folder: root }, 'the popup is not built: only the interface is served')
  }

  app.setNotFoundHandler((request, reply) => {
    if (isBuilt && isNavigation(request)) return reply.sendFile('index.html')
    throw new AppError('NOT_FOUND', 'there is no such route')
  })
})

/** The build puts the hash of their contents into the names of assets. */
function cacheControl (path: string): string {
  return /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'
}

function isNavigation ({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && !/^\/(api|socket|socket\.io|media|docs)(\/|$|\?)/.test(url) && !!headers.accept?.includes('text/html')
}
