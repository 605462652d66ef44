import closeWithGrace from 'close-with-grace'
import { buildApp } from './app.ts'
import { joinCluster } from './cluster.ts'
import { type Config } from './config.ts'
import { drain, endingMs } from './drain.ts'
import { buildInternal } from './internal.ts'
import { takeConnections } from './workers/worker.ts'

/** A node: a process that serves clients. It has ports of its own, unless it is a worker. */
export async function startNode (config: Config): Promise<void> {
  const app = await buildApp(config)
  const internal = config.MODE === 'cluster' ? undefined : buildInternal(app)

  closeWithGrace({
    delay: endingMs(config),
    logger: app.log,
    // A worker may be told by the system, with its whole group, and by the primary.
    ...!internal && { onSecondSignal: () => {} }
  }, async ({ err, signal }) => {
    if (err) app.log.fatal({ err }, 'ending')
    else app.log.info({ signal }, 'ending')
    if (!err) await drain(app, config)
    await app.close()
    await internal?.close()
  })

  if (internal) {
    await internal.listen({ host: config.HOST, port: config.INTERNAL_PORT })
    await app.listen({ host: config.HOST, port: config.PORT })
  } else {
    await takeConnections(app)
  }
  await joinCluster(app)
  app.log.info(internal ? { url: app.listeningOrigin, internal: internal.listeningOrigin } : {}, 'ready')
}
