import t from 'tap'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { KafkaLog } from '../../src/kafka/kafka-log.ts'
import { contract } from '../contract/index.ts'
import { replicateProperty } from '../replicate-property.ts'
import { kafkaClient, newTopic } from './kafka-fixture.ts'

const brokers = await needsKafka(t)
if (brokers) {
  const topic = await newTopic(kafkaClient(brokers), 12)
  contract(t, () => () => new KafkaLog(kafkaClient(brokers), { topic }))
  t.setTimeout(240_000)
  replicateProperty(t, async () => {
    const topic = await newTopic(kafkaClient(brokers), 2)
    return () => new KafkaLog(kafkaClient(brokers), { topic })
  }, 8)
}
