import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { type IncomingMessage } from 'node:http'
import { fastifyPlugin } from 'fastify-plugin'
import { type Config } from '../config.ts'
import { type OriginPolicy } from '../origins.ts'

/** Players that may be shown inside the popup; any other link opens in a tab of its own. */
const framed = ['https://www.youtube-nocookie.com', 'https://player.vimeo.com']
const media = ["'self'", 'https:', 'data:', 'blob:']

/** Headers, foreign origins, and limits per address (for the routes that ask for one). */
export const security = fastifyPlugin<{ config: Config, origins: OriginPolicy }>(async (app, { config, origins }) => {
  await app.register(cors, {
    origin: (origin, callback) => callback(null, origin !== undefined && origins.lists(origin))
  })

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Not every browser counts the WebSocket of the own host as 'self'.
        connectSrc: ["'self'", webSocketOf('ws'), webSocketOf('wss')],
        imgSrc: media,
        mediaSrc: media,
        frameSrc: ["'self'", ...framed],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"]
      }
    },
    referrerPolicy: { policy: 'no-referrer' },
    // The page that opened the popup keeps its handle, to focus and close it.
    crossOriginOpenerPolicy: false
  })

  const seconds = 10
  await app.register(rateLimit, { global: false, max: config.JOINS_PER_SECOND * seconds, timeWindow: seconds * 1000 })
})

function webSocketOf (scheme: 'ws' | 'wss'): (request: IncomingMessage) => string {
  return ({ headers: { host = '' } }) => /^[\w.:[\]-]+$/.test(host) ? `${scheme}://${host}` : "'self'"
}
