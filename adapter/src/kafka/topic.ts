import { TopicError } from '../errors.ts'
import { type KafkaLogOptions } from '../options.ts'
import { type Cluster } from './cluster.ts'

/** Room for what Kafka adds to a record, in bytes. */
const BATCH_ROOM = 64 * 1024
/** TOPIC_AUTHORIZATION_FAILED, CLUSTER_AUTHORIZATION_FAILED */
const NOT_AUTHORIZED: ReadonlySet<unknown> = new Set([29, 31])

type TopicOptions = Pick<KafkaLogOptions, 'topic' | 'partitions' | 'maxRecordBytes'>

/**
 * Whether the log can be kept in the topic.
 * @param cluster - with the topic's metadata
 * @param warn - gets to know what could not be checked
 * @throws {TopicError} what is wrong, and the command that cures it
 */
export async function checkTopic (cluster: Cluster, options: TopicOptions, warn: (message: string) => void): Promise<void> {
  const { topic, partitions } = options
  const on = `--bootstrap-server ${cluster.addresses}`
  if (cluster.partitions === 0) {
    const config = requirements(options).map(({ name, value }) => `--config ${name}=${value}`).join(' ')
    const cure = `kafka-topics.sh ${on} --create --topic ${topic} --partitions ${partitions || 12} ${config}`
    throw new TopicError(`topic "${topic}" does not exist; create it: ${cure}`)
  }
  if (partitions !== 0 && cluster.partitions !== partitions) {
    throw new TopicError(`topic "${topic}" has ${cluster.partitions} partitions instead of ${partitions}, and the number must never change; ` +
      `set it to ${cluster.partitions}, or make the topic anew after: kafka-topics.sh ${on} --delete --topic ${topic}`)
  }

  const config = await readConfig(cluster)
  if (config === undefined) {
    warn(`the configuration of topic "${topic}" was not checked: DescribeConfigs is not authorized`)
    return
  }
  const wrong = requirements(options).filter(({ name, accepts }) => !accepts(config.get(name) ?? ''))
  if (wrong.length === 0) return
  const found = wrong.map(({ name, value }) => `${name}=${config.get(name)} instead of ${value}`).join(', ')
  const settings = wrong.map(({ name, value }) => `${name}=${value}`).join(',')
  const cure = `kafka-configs.sh ${on} --alter --entity-type topics --entity-name ${topic} --add-config ${settings}`
  throw new TopicError(`topic "${topic}" has ${found}; change it: ${cure}`)
}

function requirements ({ maxRecordBytes }: TopicOptions): { name: string, value: string, accepts (found: string): boolean }[] {
  const largest = maxRecordBytes + BATCH_ROOM
  return [
    // The broker's clock is the only clock of what is built on the log
    { name: 'message.timestamp.type', value: 'LogAppendTime', accepts: found => found === 'LogAppendTime' },
    { name: 'cleanup.policy', value: 'delete', accepts: found => found === 'delete' },
    { name: 'compression.type', value: 'producer', accepts: found => found === 'producer' || found === 'uncompressed' },
    { name: 'max.message.bytes', value: String(largest), accepts: found => Number(found) >= largest }
  ]
}

/** undefined when it may not be read. */
async function readConfig (cluster: Cluster): Promise<Map<string, string> | undefined> {
  try {
    return await (await cluster.leaderOf(0)).topicConfig(cluster.topic)
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOT_AUTHORIZED.has(error.code)) return undefined
    throw error
  }
}
