import { readArgs } from './lib/args.ts'
import { givenBrokers, KAFKA_VERSION, startKafka } from './lib/kafka-server.ts'
import { describeCluster } from './lib/kafka/metadata.ts'
import { onStopRequest, runScript } from './lib/process.ts'

await runScript(async () => {
  const { json, ...options } = readArgs({ brokers: 1, port: 0, json: false })
  const report = (what: string, brokers: string[], pids: number[]): void =>
    console.log(json ? JSON.stringify({ brokers, pids }) : `${what}\n\n  KAFKA_BROKERS=${brokers.join()}\n`)

  const given = givenBrokers()
  if (given?.length) {
    await Promise.all(given.map(describeCluster))
    return report('The brokers of KAFKA_BROKERS answer, so none is started.', given, [])
  }
  const kafka = await startKafka({ ...options, log: line => console.error(line) })
  report(`Apache Kafka ${KAFKA_VERSION} runs until Ctrl-C; its data goes with it.`, kafka.brokers, kafka.pids)
  await new Promise<void>(onStopRequest)
  await kafka.stop()
})
