import { createServer } from 'node:net'
import { once } from 'node:events'
import t from 'tap'
import { freePorts, isFree } from '../../lib/ports.ts'

t.test('free ports are distinct and can be listened on', async t => {
  const ports = await freePorts(10)
  t.equal(new Set(ports).size, 10)
  for (const port of ports) {
    const server = createServer().listen(port, '127.0.0.1')
    await once(server, 'listening')
    t.notOk(await isFree(port))
    server.close()
    await once(server, 'close')
    t.ok(await isFree(port))
  }
})
