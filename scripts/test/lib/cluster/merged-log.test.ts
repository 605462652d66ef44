import { stripVTControlCharacters } from 'node:util'
import t from 'tap'
import { mergeLogs } from '../../../lib/cluster/merged-log.ts'

function write (isTTY: boolean): string[] {
  const written: string[] = []
  const log = mergeLogs({ isTTY, write: (text: string) => written.push(text) > 0 })
  const [pod, kafka] = [log('pod 1'), log('kafka')]
  pod(JSON.stringify({ level: 30, time: 0, pid: 1, hostname: 'h', url: '/x', msg: 'hello' }))
  kafka('ERROR no disk')
  pod(JSON.stringify({ level: 50, time: 0, err: { type: 'Error', message: 'bad', stack: 'Error: bad\n    at here' }, msg: 'failed' }))
  return written.join('').split('\n')
}

t.test('each line says whose it is, and can be read', async t => {
  const [hello, disk, ...error] = write(false)
  t.match(hello, /^pod 1 \| \[\d\d:\d\d:\d\d\.\d{3}\] INFO: hello \{"url":"\/x"\}$/)
  t.equal(disk, 'kafka | ERROR no disk')
  t.match(error.join('\n'), /^pod 1 \| .* ERROR: failed *\n[^]*^pod 1 \| .*at here$/m)
  t.ok(error.slice(0, -1).every(line => line.startsWith('pod 1 | ')))
})

t.test('only a terminal gets colours, which differ', async t => {
  const [plain, colourful] = [write(false), write(true)]
  t.same(colourful.map(line => stripVTControlCharacters(line)), plain)
  t.not(colourful[0]!.split('pod 1')[0], colourful[1]!.split('kafka')[0])
})
