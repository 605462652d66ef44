import multipart from '@fastify/multipart'
import { fastifyPlugin } from 'fastify-plugin'
import { keysOf } from '../auth/keys.ts'
import { type Config } from '../config.ts'
import { createStorage } from '../media/create-storage.ts'
import { createLinks, type Links } from '../media/links.ts'
import { type Storage } from '../media/storage.ts'
import { maxUploadBytes } from '../media/types.ts'

declare module 'fastify' {
  interface FastifyInstance { media: { storage: Storage, links: Links } }
}

/** Files that people upload. */
export const media = fastifyPlugin<{ config: Config }>(async (app, { config }) => {
  const storage = createStorage(config)
  app.decorate('media', { storage, links: createLinks(keysOf(config.TICKET_SECRETS)) })
  app.addHook('onClose', async () => storage.close())
  // One byte more than any type allows, so that it is the type's own limit that is told.
  await app.register(multipart, { limits: { files: 1, fields: 0, parts: 1, fileSize: maxUploadBytes + 1 } })
}, { name: 'media' })
