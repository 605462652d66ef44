import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import t from 'tap'

/** The first versions without the holes that are known. */
const floors = {
  'socket.io': '4.8.4',
  'engine.io': '6.6.11',
  'socket.io-parser': '4.2.7',
  ws: '8.23.0',
  fastify: '5.8.1'
}

interface Lock { packages: Record<string, { version?: string }> }

for (const file of ['package-lock.json', 'node_modules/.package-lock.json']) {
  const { packages } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8')) as Lock
  for (const [name, floor] of Object.entries(floors)) {
    t.test(`${file}: every ${name} is at least ${floor}`, async t => {
      const copies = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`))
      t.ok(copies.length)
      for (const [path, { version = '0' }] of copies) t.ok(isAtLeast(version, floor), `${path} ${version}`)
    })
  }
}

function isAtLeast (version: string, floor: string): boolean {
  return version.localeCompare(floor, 'en', { numeric: true }) >= 0
}
