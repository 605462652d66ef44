import { connect } from 'node:net'
import kafkajs, { type Kafka } from 'kafkajs'

/** A client of kafkajs that does not wait to fill network packets. */
export function connectKafka (brokers: string[]): Kafka {
  return new kafkajs.Kafka({
    brokers,
    logLevel: kafkajs.logLevel.ERROR,
    socketFactory: ({ host, port, onConnect }) => connect({ host, port, noDelay: true }, onConnect)
  })
}
