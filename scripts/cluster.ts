import { existsSync } from 'node:fs'
import { type UserInfo } from '../server/protocol/user.ts'
import { readArgs } from './lib/args.ts'
import { type Cluster, startCluster } from './lib/cluster/start-cluster.ts'
import { givenBrokers } from './lib/kafka-server.ts'
import { popupUrl } from './lib/links.ts'
import { onStopRequest, runScript } from './lib/process.ts'
import { ROOT } from './lib/root.ts'

/** Addresses of a class that its people join on different pods. */
function links ({ pods, kafka, database }: Cluster): string {
  const secured = process.env.TICKET_SECRETS || process.env.TICKET_SECRETS_FILE
  const demo = { spaceName: '3학년 2반', classCode: 'demo' }
  const lines = pods.flatMap(({ url, internal, pid }, i) => {
    const n = String(i + 1)
    const people: UserInfo[] = [
      { usrTpCd: 'TE', userName: '김선생', tempUsrId: 'demo-te', ...demo },
      { usrTpCd: 'ST', userName: `학생${n}`, tempUsrId: `demo-st-${n}`, stuNo: n, ...demo }
    ]
    return [`pod ${n}  ${url}  process ${pid}, health and metrics at ${internal}`, ...secured ? [] : people.map(user => `       ${popupUrl(url, user)}`), '']
  })
  const hint = 'Links to a class: npm run ticket -- --class demo --role TE --name NAME --url URL'
  return ['', `Kafka  ${kafka.join()}`, `Records  ${database.replace(/:[^:/@]*@/, '@')}`, '', ...lines, ...secured ? [hint, ''] : []].join('\n')
}

process.chdir(ROOT)
if (existsSync('.env')) process.loadEnvFile('.env')

await runScript(async () => {
  const { json, kafka, ...options } = readArgs({ pods: 3, port: 3000, kafka: '', database: '', restart: false, json: false })
  const given = kafka ? kafka.split(',') : givenBrokers()
  const cluster = await startCluster({ ...options, kafka: given?.length ? given : undefined })
  console.log(json
    ? JSON.stringify({ pods: cluster.pods.map(({ url, internal, pid }) => ({ url, internal, pid })), kafka: cluster.kafka, database: cluster.database })
    : links(cluster))
  await new Promise<void>(onStopRequest)
  await cluster.stop()
})
