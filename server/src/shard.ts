import { Partitioners } from 'kafkajs'

const partitionOf = Partitioners.DefaultPartitioner()

/** Routing key of a class: classes with the same one are best served by the same node, since what is said in them shares a partition of the log. */
export function shardOf (classCode: string, partitions: number): string {
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId, partitionErrorCode: 0, leader: 0, replicas: [], isr: []
  }))
  return String(partitionOf({ topic: '', partitionMetadata, message: { key: `/${classCode}`, value: null } }))
}
