import closeWithGrace from 'close-with-grace'
import { buildApp } from './app.ts'
import { joinCluster } from './cluster.ts'
import { loadConfig } from './config.ts'
import { drain } from './drain.ts'
import { ConfigError } from './env.ts'
import { buildInternal } from './internal.ts'

const config = readConfig()
const app = await buildApp(config)
const internal = buildInternal(app)

/** What closing takes at most, beside the drain. */
const closeMs = 10_000

closeWithGrace({ delay: config.DRAIN_DELAY_MS + config.DRAIN_WINDOW_MS + closeMs, logger: app.log }, async ({ err, signal }) => {
  if (err) app.log.fatal({ err }, 'ending')
  else app.log.info({ signal }, 'ending')
  if (!err) await drain(app, config)
  await app.close()
  await internal.close()
})

await internal.listen({ host: config.HOST, port: config.INTERNAL_PORT })
await app.listen({ host: config.HOST, port: config.PORT })
await joinCluster(app)
app.log.info({ url: app.listeningOrigin, internal: internal.listeningOrigin }, 'ready')

function readConfig () {
  try {
    return loadConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}
