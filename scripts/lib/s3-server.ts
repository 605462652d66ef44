import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { makeScratch, startGuarded } from './guard.ts'
import { fetchJars, hasJars, jarsDirectory, type JavaProgram } from './maven-jars.ts'
import { freePorts } from './ports.ts'

const program: JavaProgram = { title: 'S3Proxy 2.9.0', name: 's3proxy-2.9.0', pom: fileURLToPath(new URL('s3/pom.xml', import.meta.url)) }
const startTimeout = 30_000
const [accessKey, secretKey, bucket] = ['test-key', 'test-secret', 'files']

/** A service that speaks S3, on the loopback interface, with one empty bucket. It does not outlive this process, whatever way that ends. */
export interface S3Server {
  /** The variables that make the server use it. */
  readonly env: Record<'S3_ENDPOINT' | 'S3_BUCKET' | 'S3_REGION' | 'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY', string>
  /** Ends it and removes its data. */
  stop (): Promise<void>
}

/** There is no way to run it on this machine; the message says what to install. */
export class S3UnavailableError extends Error {
  override readonly name = 'S3UnavailableError'
}

/**
 * Starts it; the first time its jars are fetched.
 * @throws {S3UnavailableError} when Java or Maven is missing
 */
export async function startS3 (): Promise<S3Server> {
  try {
    await promisify(execFile)('java', ['-version'])
    if (!hasJars(program)) await fetchJars(program, (line) => console.error(line))
  } catch (cause) {
    throw new S3UnavailableError('S3Proxy needs Java and Maven (Debian: apt-get install default-jre-headless maven)', { cause })
  }
  const scratch = await makeScratch('s3')
  const [port] = await freePorts(1) as [number]
  const endpoint = `http://127.0.0.1:${port}`
  const folder = join(scratch.path, 'data')
  await mkdir(folder)
  await writeFile(join(scratch.path, 's3proxy.conf'), Object.entries({
    's3proxy.endpoint': endpoint,
    's3proxy.authorization': 'aws-v2-or-v4',
    's3proxy.identity': accessKey,
    's3proxy.credential': secretKey,
    'jclouds.provider': 'filesystem-nio2',
    'jclouds.filesystem.basedir': folder
  }).map((pair) => pair.join('=')).join('\n'))
  const lines: string[] = []
  const server = await startGuarded(['java', '-Xmx192m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.io.tmpdir=.', '-XX:-UsePerfData',
    '-cp', join(jarsDirectory(program), '*'), 'org.gaul.s3proxy.Main', '--properties', 's3proxy.conf'], { scratch, cwd: scratch.path, log: (line) => lines.push(line) })
  const stop = async (): Promise<void> => {
    server.signal('KILL')
    await server.exited
    await scratch.remove()
  }

  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId: accessKey, secretAccessKey: secretKey }, maxAttempts: 1 })
  let hasEnded = false
  void server.exited.then(() => { hasEnded = true })
  try {
    for (const end = Date.now() + startTimeout; ; await sleep(50)) {
      try {
        await client.send(new CreateBucketCommand({ Bucket: bucket }))
        break
      } catch (error) {
        if (!hasEnded && Date.now() < end) continue
        await stop()
        throw new Error(`S3Proxy did not start\n${lines.join('\n')}`, { cause: error })
      }
    }
  } finally {
    client.destroy()
  }
  return { env: { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey }, stop }
}
