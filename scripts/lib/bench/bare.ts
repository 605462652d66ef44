/** The round trip through Kafka with nothing but kafkajs: one process sends, another one receives. */
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { type AddressInfo } from 'node:net'
import { KafkaLog } from 'socket.io-kafka-adapter'
import { Durations, type Quantiles } from '../loadtest/measures.ts'
import { micros, type Rate, sendAtRate, TEXT } from './emission.ts'
import { connectKafka } from './kafka-client.ts'
import { announce, answer } from './remote.ts'

export interface BareOptions {
  role: 'producer' | 'consumer'
  brokers: string[]
  topic: string
}

export type ProducerCommands = Awaited<ReturnType<typeof produce>>
export type ConsumerCommands = Awaited<ReturnType<typeof consume>>

interface RequestQueue { pending: unknown[], scheduleCheckPendingRequests (): void }

const { role, brokers, topic } = JSON.parse(process.argv.at(-1)!) as BareOptions
const kafka = connectKafka(brokers)

tuneKafkajs()
await KafkaLog.createTopic(kafka, { topic, replicationFactor: 1 })
const http = createServer(answer(role === 'producer' ? await produce() : await consume()))
http.listen(0, '127.0.0.1', () => announce(0, (http.address() as AddressInfo).port))

async function produce () {
  const producer = kafka.producer({ allowAutoTopicCreation: false })
  await producer.connect()
  return {
    async run (rate: Rate): Promise<void> {
      const sends: Promise<unknown>[] = []
      await sendAtRate(rate, () => sends.push(producer.send({ topic, acks: -1, messages: [{ value: `${micros()},${TEXT}` }] })))
      await Promise.all(sends)
    }
  }
}

async function consume () {
  let durations = new Durations()
  const consumer = kafka.consumer({ groupId: topic, maxWaitTimeInMs: 250, readUncommitted: true })
  await consumer.connect()
  await consumer.subscribe({ topic })
  const joined = new Promise(resolve => consumer.on('consumer.group_join', resolve))
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => durations.add((micros() - Number.parseInt(String(message.value))) / 1000)
  })
  await joined
  return {
    /** What was received since the last time. */
    take (): Quantiles {
      const { quantiles } = durations
      durations = new Durations()
      return quantiles
    }
  }
}

/** kafkajs 2.2.4 wakes up every millisecond, for ever, though nothing is pending. */
function tuneKafkajs (): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as { prototype: RequestQueue }
  const { scheduleCheckPendingRequests } = prototype
  prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0) scheduleCheckPendingRequests.call(this)
  }
}
