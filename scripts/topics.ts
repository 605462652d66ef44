import { existsSync, readFileSync } from 'node:fs'
import { Kafka, logLevel, type SASLOptions } from 'kafkajs'
import { KafkaLog } from 'socket.io-kafka-adapter'
import { readArgs } from './lib/args.ts'
import { runScript } from './lib/process.ts'

if (existsSync('.env')) process.loadEnvFile('.env')

/** The value of a variable, or of the file that `NAME_FILE` names. */
function env (name: string, preset = ''): string {
  const file = process.env[`${name}_FILE`]
  return (file ? readFileSync(file, 'utf8').trim() : process.env[name]) || preset
}

await runScript(async () => {
  const { json } = readArgs({ json: false })
  const mechanism = env('KAFKA_SASL_MECHANISM', 'none')
  const ca = env('KAFKA_TLS_CA')
  const kafka = new Kafka({
    clientId: 'topics',
    brokers: env('KAFKA_BROKERS', '127.0.0.1:9092').split(','),
    ssl: env('KAFKA_TLS') === 'true' && (ca ? { ca } : true),
    ...mechanism !== 'none' && { sasl: { mechanism, username: env('KAFKA_USERNAME'), password: env('KAFKA_PASSWORD') } as SASLOptions },
    logLevel: logLevel.NOTHING
  })
  const [topic, partitions] = [env('KAFKA_TOPIC', 'classroom'), Number(env('KAFKA_PARTITIONS', '12'))]
  const created = await KafkaLog.createTopic(kafka, { topic, partitions })
  const log = new KafkaLog(kafka, { topic, partitions })
  try {
    await log.open()
  } finally {
    await log.close()
  }
  const outcome = created ? 'was created' : 'is there, and as it should be'
  console.log(json ? JSON.stringify({ topic, partitions, created }) : `Topic "${topic}" with ${partitions} partitions ${outcome}.`)
})
