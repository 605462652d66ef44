import { existsSync } from 'node:fs'
import { keysOf } from '../server/src/auth/keys.ts'
import { loadConfig } from '../server/src/config.ts'
import { readArgs } from './lib/args.ts'
import { runAnswers, toAnswersTable } from './lib/loadtest/answers.ts'
import { progressBar } from './lib/loadtest/progress-bar.ts'
import { isFlawless, toTable } from './lib/loadtest/report.ts'
import { runLoad } from './lib/loadtest/run.ts'
import { onStopRequest, runScript } from './lib/process.ts'

if (existsSync('.env')) process.loadEnvFile('.env')

await runScript(async () => {
  const { json, url, answers, ...load } = readArgs({ url: 'http://127.0.0.1:3000', classes: 20, students: 30, duration: 30, rate: 1, answers: false, json: false })
  onStopRequest(() => process.exit(130))
  const urls = url.split(',').map(each => new URL(each).origin)
  const [key] = keysOf(loadConfig(process.env).TICKET_SECRETS)

  if (answers) {
    const result = await runAnswers({ ...load, urls, key })
    console.log(json ? JSON.stringify(result) : `${load.classes} classes, ${load.students} pupils each, ${urls.length} addresses, ${load.duration} s\n\n${toAnswersTable(result)}`)
    process.exitCode = result.answers > 0 && result.refused === 0 ? 0 : 1
    return
  }
  const result = await runLoad({ ...load, urls, key }, progressBar(process.stderr))
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  console.log(json ? JSON.stringify(result) : `${load.classes} classes, ${result.people} people, ${urls.length} addresses, ${load.duration} s\n\n${toTable(result)}`)
  process.exitCode = isFlawless(result) ? 0 : 1
})
