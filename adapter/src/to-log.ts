import { type Kafka } from 'kafkajs'
import { KafkaLog } from './kafka/kafka-log.ts'
import { type Log } from './log.ts'
import { type KafkaLogOptions, resolveKafkaLogOptions } from './options.ts'

/**
 * @param kafka - a kafkajs instance, or a log, to which the options do not apply
 * @throws {OptionError}
 */
export function toLog (kafka: Kafka | Log, options: Partial<KafkaLogOptions>): Log {
  const resolved = resolveKafkaLogOptions(options)
  const isLog = 'append' in kafka && 'follow' in kafka
  return isLog ? kafka : new KafkaLog(kafka, resolved)
}
