import { setTimeout as delay } from 'node:timers/promises'
import { Kafka, logLevel } from 'kafkajs'

export interface ClusterDescription {
  clusterId: string
  /** Ids of the brokers that are up, ascending. */
  ids: number[]
}

/** Asks a broker for its view of the cluster; rejects when it does not answer. */
export async function describeCluster (broker: string): Promise<ClusterDescription> {
  const admin = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING, connectionTimeout: 2_000, requestTimeout: 5_000, retry: { retries: 0 } }).admin()
  try {
    await admin.connect()
    const { clusterId, brokers } = await admin.describeCluster()
    return { clusterId, ids: brokers.map(({ nodeId }) => nodeId).sort((a, b) => a - b) }
  } finally {
    await admin.disconnect()
  }
}

/** Resolves when a broker answers and its view is as wanted. */
export async function awaitCluster (broker: string, wanted: (cluster: ClusterDescription) => boolean, signal: AbortSignal): Promise<void> {
  while (!await describeCluster(broker).then(wanted, () => false)) {
    await delay(100, undefined, { signal })
  }
}
