import type { Test } from 'tap'
import { createServer } from 'vite'

/** Loads modules of the popup as Vite sees them: aliases, components, JSON. They end with the test. */
export async function createLoader (t: Test): Promise<<M>(path: string) => Promise<M>> {
  const vite = await createServer({
    configFile: new URL('../../vite.config.ts', import.meta.url).pathname,
    server: { middlewareMode: true, ws: false, watch: null },
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true, include: [] }
  })
  t.teardown(() => vite.close())
  return async <M>(path: string) => await vite.ssrLoadModule(path) as M
}
