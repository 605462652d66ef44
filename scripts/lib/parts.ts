import { join } from 'node:path'
import { ROOT } from './root.ts'

/** Something that is built, by a script of package.json. */
export interface Part {
  script: string
  /** Files, or folders with all that is in them. */
  sources: string[]
  output: string
}

const part = (script: string, sources: string[], output: string): Part => ({ script, sources: sources.map(path => join(ROOT, path)), output: join(ROOT, output) })

/** What is built, in the order in which it is. */
export const parts = {
  adapter: part('build:adapter', ['adapter/src', 'adapter/tsconfig.json'], 'adapter/dist'),
  server: part('build:server', ['server/src', 'server/protocol', 'server/tsconfig.json', 'adapter/src'], 'dist/server'),
  web: part('build:web', ['web/src', 'web/public', 'web/index.html', 'web/vite.config.ts', 'server/protocol'], 'dist/web')
}
