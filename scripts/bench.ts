import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readArgs } from './lib/args.ts'
import { describeMachine } from './lib/bench/machine.ts'
import { toMarkdown } from './lib/bench/report.ts'
import { runScenarios } from './lib/bench/run.ts'
import { type Samples } from './lib/bench/samples.ts'
import { scenarios } from './lib/bench/scenarios/index.ts'
import { startServers } from './lib/bench/servers.ts'
import { parts } from './lib/parts.ts'
import { onStopRequest, runScript } from './lib/process.ts'
import { ROOT } from './lib/root.ts'
import { isStale } from './lib/stale.ts'

const HELP = `npm run bench -- [options]: measures the adapter beside others, on Apache Kafka and Redis that it starts.

  --only NAMES   of ${Object.keys(scenarios).join(', ')}; with commas between them (default: all)
  --repeat N     how often, twice at most where it takes long; the tables have medians (default: 3, about 25 minutes)
  --quick        once, a short time each, and fewer adapters: a first impression, in 5 minutes
  --json FILE    keep what was measured; what is in the file already counts too, so a run can be made in pieces

A whole run that is not quick writes its tables to docs/benchmarks.md.`

const DOCUMENT = join(ROOT, 'docs/benchmarks.md')
const RESULTS = /(?<=<!-- results -->\n).*(?=<!-- \/results -->)/s

await runScript(async () => {
  const { only, repeat, quick, json, help } = readArgs({ only: '', repeat: 3, quick: false, json: '', help: false })
  if (help) return console.log(HELP)
  onStopRequest(() => process.exit(130))
  const names = only ? only.split(',') : Object.keys(scenarios)
  const unknown = names.find(name => !Object.hasOwn(scenarios, name))
  if (unknown !== undefined) throw new Error(`There is no "${unknown}".\n\n${HELP}`)
  const chosen = Object.fromEntries(Object.entries(scenarios).filter(([name]) => names.includes(name)))

  const { script, sources, output } = parts.adapter
  if (isStale(sources, output)) execFileSync('npm', ['run', script], { stdio: 'inherit' })

  const samples = (json && existsSync(json) ? JSON.parse(readFileSync(json, 'utf8')) : {}) as Samples
  const log = (line: string): void => console.error(line)
  const servers = await startServers(log)
  try {
    await runScenarios({ servers, scenarios: chosen, repeat: quick ? 1 : repeat, quick, samples, log })
  } finally {
    await servers.stop()
    if (json) writeFileSync(json, JSON.stringify(samples, null, 2))
  }

  const results = `${describeMachine(servers.versions)}\n\n${toMarkdown(scenarios, samples)}\n`
  console.log(results)
  if (quick || Object.keys(scenarios).some(name => !samples[name])) return
  writeFileSync(DOCUMENT, readFileSync(DOCUMENT, 'utf8').replace(RESULTS, () => `\nMeasured on ${new Date().toISOString().slice(0, 10)}. ${results}\n`))
  console.error('Written to docs/benchmarks.md.')
})
