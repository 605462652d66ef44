import t from 'tap'
import { needsKafka } from '../../../scripts/lib/test-needs.ts'
import { logContract } from '../log-contract.ts'
import { kafkaClient, newLog } from './kafka-fixture.ts'

const brokers = await needsKafka(t)
if (brokers !== undefined) {
  const kafka = kafkaClient(brokers)
  logContract(t, t => newLog(t, kafka))
}
