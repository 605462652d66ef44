import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type JavaProgram } from '../maven-jars.ts'

const pom = fileURLToPath(new URL('pom.xml', import.meta.url))

/** Version of Apache Kafka, as the pom says. */
export const KAFKA_VERSION = /<kafka\.version>(.+)<\/kafka\.version>/.exec(readFileSync(pom, 'utf8'))?.[1] ?? ''

export const kafkaProgram: JavaProgram = { title: `Apache Kafka ${KAFKA_VERSION}`, name: `kafka-${KAFKA_VERSION}`, pom }
