import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Test } from 'tap'
import { type Properties } from '../../../scripts/lib/kafka/properties.ts'

export const PASSWORD = 'secret'

export interface Certificate {
  /** Properties of a broker that has the key. */
  properties: Properties
  /** Whose the key is, for clients (PEM). */
  ca: string
}

/** A key for a broker on the loopback interface. Without Java, empty: no broker runs without it. */
export async function makeCertificate (t: Test): Promise<Certificate> {
  const directory = await mkdtemp(join(tmpdir(), 'certificate-'))
  t.teardown(() => rm(directory, { recursive: true }))
  const [keystore, file] = [join(directory, 'keystore.p12'), join(directory, 'ca.pem')]
  const keytool = async (...args: string[]): Promise<unknown> =>
    await promisify(execFile)('keytool', [...args, '-alias', 'kafka', '-keystore', keystore, '-storepass', PASSWORD])
  try {
    await keytool('-genkeypair', '-keyalg', 'EC', '-storetype', 'PKCS12', '-dname', 'CN=localhost', '-ext', 'SAN=ip:127.0.0.1', '-validity', '2')
    await keytool('-exportcert', '-rfc', '-file', file)
  } catch {
    return { properties: {}, ca: '' }
  }
  return {
    properties: { 'ssl.keystore.type': 'PKCS12', 'ssl.keystore.location': keystore, 'ssl.keystore.password': PASSWORD },
    ca: await readFile(file, 'utf8')
  }
}
