import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { AppError } from '../errors.ts'

const derive = promisify<string, Buffer, number, Buffer>(scrypt)
const [saltBytes, hashBytes] = [16, 32]
/** Hashes that are being worked out, outside the event loop. */
const mostAtOnce = 200
let running = 0

/** Right passwords that were seen here, under a key that this process alone has: a whole class gives the same one within seconds. */
const seen = new Map<string, Buffer>()
const seenRoom = 1_000
const seenKey = randomBytes(hashBytes)
const fingerprint = (password: string) => createHmac('sha256', seenKey).update(password).digest()

/**
 * What is kept of a password (scrypt).
 * @throws {AppError} UNAVAILABLE when too many are being worked out
 */
export async function hashPassword (password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  return `scrypt$${salt.toString('base64')}$${(await derived(password, salt)).toString('base64')}`
}

/** @throws {AppError} UNAVAILABLE when too many are being worked out */
export async function isPassword (password: string, hash: string): Promise<boolean> {
  const known = seen.get(hash)
  if (known && timingSafeEqual(known, fingerprint(password))) return true
  const [, salt = '', expected = ''] = hash.split('$')
  const isRight = timingSafeEqual(await derived(password, Buffer.from(salt, 'base64')), Buffer.from(expected, 'base64'))
  if (isRight) remember(hash, password)
  return isRight
}

async function derived (password: string, salt: Buffer): Promise<Buffer> {
  if (running >= mostAtOnce) throw new AppError('UNAVAILABLE', 'too many passwords at once')
  running++
  try {
    return await derive(password.normalize('NFKC'), salt, hashBytes)
  } finally {
    running--
  }
}

function remember (hash: string, password: string): void {
  if (seen.size >= seenRoom) seen.clear()
  seen.set(hash, fingerprint(password))
}
