import { setTimeout as delay } from 'node:timers/promises'
import { type Kafka } from 'kafkajs'
import t, { type Test } from 'tap'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { KafkaLog, replicate } from '../../src/index.ts'
import { adapterOf, record, settled, startCluster, startNode, type TestNode, until } from '../cluster.ts'
import { identity, startRoamer, withRecovery } from '../roamer.ts'
import { administer, kafkaClient, newTopic, trim } from './kafka-fixture.ts'

const options = { ...withRecovery, adapterOptions: { heartbeatInterval: 200, heartbeatTimeout: 4_000 } }
const stats = ({ io }: TestNode) => adapterOf(io.of('/')).stats()

/** Nodes on a topic of their own, of one partition: whatever a namespace loses, its neighbours lose as well. */
async function start (t: Test, kafka: Kafka) {
  const topic = await newTopic(kafka, 1)
  const createLog = () => new KafkaLog(kafka, { topic })
  const nodes = await startCluster(t, createLog, 2, options)
  return { topic, createLog, nodes }
}

async function makeAnew (kafka: Kafka, topic: string): Promise<void> {
  await administer(kafka, (admin) => admin.deleteTopics({ topics: [topic] }))
  while (!await KafkaLog.createTopic(kafka, { topic, partitions: 1 })) await delay(20)
}

/** Resolves when all nodes have noticed, and know each other again. */
async function noticed (nodes: TestNode[]): Promise<void> {
  await until(() => nodes.every((node) => stats(node).log.gaps > 0 && stats(node).heartbeatAgeMs < 1_000))
  await until(async () => (await Promise.all(nodes.map(({ io }) => io.fetchSockets().catch(() => undefined)))).every(Boolean))
}

const brokers = await needsKafka(t)
if (brokers) {
  t.setTimeout(120_000)
  const kafka = kafkaClient(brokers)

  for (const grown of [false, true]) {
    t.test(`a client that was away while the topic was made anew starts afresh${grown ? ', also when the new log has grown beyond where it was' : ''}`, async (t) => {
      const { topic, nodes } = await start(t, kafka)
      const client = await startRoamer(nodes)
      const seen = record(client.socket, 'test')
      nodes[0]!.io.emit('test', 'before')
      await settled(nodes[0]!.io, [client.socket])
      await client.drop()
      nodes[0]!.io.emit('test', 'missed')
      await nodes[0]!.io.fetchSockets()
      await makeAnew(kafka, topic)
      await noticed(nodes)
      // One after the other, so that each is a record.
      if (grown) for (let i = 0; i < 60; i++) await nodes[1]!.io.fetchSockets()
      t.equal(await client.moveTo(1), false)
      nodes[0]!.io.emit('test', 'after')
      await settled(nodes[0]!.io, [client.socket])
      t.same(seen, ['before', 'after'])
    })
  }

  t.test('a client whose link was broken before its server noticed does not recover with a hole', async (t) => {
    const { topic, nodes } = await start(t, kafka)
    const { socket } = await startRoamer(nodes)
    const { auth, id } = identity(socket)
    // Its server believes that it has got this.
    nodes[0]!.io.emit('test', 'never arrived')
    await settled(nodes[0]!.io, [socket])
    await makeAnew(kafka, topic)
    await noticed(nodes)
    await until(() => !socket.connected)
    for (const node of nodes) {
      const again = await node.connect('/', { auth, reconnection: false })
      t.not(again.id, id)
    }
  })

  t.test('nor does one that comes back at once', async (t) => {
    const { topic, nodes } = await start(t, kafka)
    const { socket } = await startRoamer(nodes)
    const { auth, id } = identity(socket)
    nodes[0]!.io.emit('test', 'never arrived')
    await settled(nodes[0]!.io, [socket])
    await makeAnew(kafka, topic)
    // Something that makes its server say again what it is.
    nodes[0]!.io.sockets.sockets.get(socket.id!)?.join('room')
    const again = await nodes[1]!.connect('/', { auth, reconnection: false })
    t.not(again.id, id)
  })

  t.test('replicated states begin anew, and go on', async (t) => {
    const { topic, nodes } = await start(t, kafka)
    const machine = { name: 'list', version: 1, initial: (): string[] => [], apply: (state: string[], text: string) => ({ state: [...state, text], result: state.length }) }
    const replicas = nodes.map(({ io }) => replicate(io.of('/class'), machine))
    await replicas[0]!.submit('before')
    await until(() => replicas.every(({ state }) => state?.length === 1))
    await makeAnew(kafka, topic)
    await noticed(nodes)
    await until(() => replicas.every(({ state }) => state?.length === 0))
    await replicas[0]!.submit('one')
    await replicas[1]!.submit('two')
    await until(() => replicas.every(({ state }) => state?.length === 2))
    for (const { state } of replicas) t.same(state, ['one', 'two'])
  })

  t.test('what was trimmed is not recovered on a node that came later, and never with a hole', async (t) => {
    const { topic, createLog, nodes } = await start(t, kafka)
    const { socket } = await startRoamer(nodes)
    const { auth, id } = identity(socket)
    nodes[0]!.io.emit('test', 'never arrived')
    await settled(nodes[0]!.io, [socket])
    const log = createLog()
    await log.open()
    await trim(kafka, topic, 0, await log.end(0))
    await log.close()
    await nodes[0]!.io.sockets.sockets.get(socket.id!)!.join('room')
    await nodes[0]!.io.fetchSockets()
    const late = await startNode(t, createLog, options)
    const again = await late.connect('/', { auth, reconnection: false })
    t.not(again.id, id)
  })
}
