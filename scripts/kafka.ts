import { readArgs } from './lib/args.ts'
import { givenBrokers, KAFKA_VERSION, startKafka } from './lib/kafka-server.ts'
import { describeCluster } from './lib/kafka/metadata.ts'

const args = readArgs({ brokers: 1, port: 0, json: false })

function report (what: string, brokers: string[], pids: number[]): void {
  console.log(args.json ? JSON.stringify({ brokers, pids }) : `${what}\n\n  KAFKA_BROKERS=${brokers.join()}\n`)
}

const given = givenBrokers()
if (given?.length) {
  await Promise.all(given.map(describeCluster))
  report('The brokers of KAFKA_BROKERS answer, so none is started.', given, [])
} else {
  const stopped = new Promise(resolve => { for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve) })
  const kafka = await startKafka({ ...args, log: line => console.error(line) })
  report(`Apache Kafka ${KAFKA_VERSION} runs until Ctrl-C; its data goes with it.`, kafka.brokers, kafka.pids)
  await stopped
  await kafka.stop()
}
