import { createRequire } from 'node:module'
import t from 'tap'
import { encodeFetch, FETCH_VERSION } from '../../src/kafka/fetch-codec.ts'

interface KafkajsRequest { encode (): Promise<{ buffer: Buffer }> }
const require = createRequire(import.meta.url)
const request: (parameters: object) => KafkajsRequest = require(`kafkajs/src/protocol/requests/fetch/v${FETCH_VERSION}/request`)

t.test('a fetch has the same bytes as that of kafkajs', async t => {
  const offsets = new Map([[0, 0], [11, 5_000_000_000], [3, 42]])
  const { buffer } = await request({
    replicaId: -1,
    isolationLevel: 0,
    maxWaitTime: 250,
    minBytes: 1,
    maxBytes: 8 * 1024 * 1024,
    topics: [{ topic: '수업', partitions: Array.from(offsets, ([partition, offset]) => ({ partition, fetchOffset: String(offset), maxBytes: 1024 })) }]
  }).encode()
  t.strictSame(encodeFetch('수업', offsets, { maxWait: 250, maxBytes: 1024 }), buffer)
})
