import { createAdapter as createClusterAdapter } from '@socket.io/cluster-adapter'
import { createAdapter as createRedisAdapter } from '@socket.io/redis-adapter'
import { createAdapter as createStreamsAdapter } from '@socket.io/redis-streams-adapter'
import { createClient } from 'redis'
import { type ServerOptions } from 'socket.io'
import { createAdapter, KafkaLog } from 'socket.io-kafka-adapter'
import { connectKafka } from './kafka-client.ts'

/** Where the servers of the peers are. */
export interface Addresses {
  kafka?: string[]
  redis?: string
}

/** Something that is measured. */
export interface Peer {
  label: string
  needs?: keyof Addresses
  recovery?: boolean
  /** One process, with as many clients as each pod of the others has. */
  alone?: boolean
  /** @param name - new for each start, so that none meets what another one left */
  adapter? (addresses: Addresses, name: string): Promise<ServerOptions['adapter']>
}

const kafka: Peer['adapter'] = async ({ kafka }, topic) => {
  const client = connectKafka(kafka!)
  await KafkaLog.createTopic(client, { topic, replicationFactor: 1 })
  return createAdapter(client, { topic, onError: console.error })
}

const streams: Peer['adapter'] = async (addresses, streamName) => createStreamsAdapter(await connectRedis(addresses), { streamName })

const redis: Peer['adapter'] = async (addresses, key) =>
  createRedisAdapter(await connectRedis(addresses), await connectRedis(addresses), { key })

export const peers = {
  memory: { label: 'In memory, one process', alone: true },
  'kafka-recovery': { label: 'This adapter, with recovery', needs: 'kafka', recovery: true, adapter: kafka },
  kafka: { label: 'This adapter', needs: 'kafka', adapter: kafka },
  'streams-recovery': { label: 'redis-streams, with recovery', needs: 'redis', recovery: true, adapter: streams },
  streams: { label: 'redis-streams', needs: 'redis', adapter: streams },
  redis: { label: 'redis', needs: 'redis', adapter: redis },
  cluster: { label: 'cluster, one machine', adapter: async () => createClusterAdapter() },
  bare: { label: 'Bare kafkajs, without Socket.IO', needs: 'kafka' }
} satisfies Record<string, Peer>

export type PeerName = keyof typeof peers

async function connectRedis ({ redis }: Addresses) {
  return await createClient({ url: redis! }).on('error', console.error).connect()
}
