import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Key } from '../auth/keys.ts'

const halfLife = 12 * 3600 * 1000

/** Addresses of files, for the members of one class and not for long: whoever has one may see the file until it expires. */
export interface Links {
  /** An address that is good for 12 to 24 hours; the same one for half a day, so that browsers keep what they have loaded. */
  sign (id: string, classCode: string): string
  /** @param query - of the address */
  isValid (id: string, query: URLSearchParams): boolean
  /** The address anew, for another class, if it is one of a file, however old. Any other address stays as it is. */
  renew (address: string, classCode: string): string
}

/** @param keys - the first one signs; links signed by any of them are good */
export function createLinks ([signing, ...others]: [Key, ...Key[]], now = Date.now): Links {
  const secrets = new Map([signing, ...others].map(({ kid, secret }) => [kid, secret]))
  const signature = (secret: Uint8Array, id: string, classCode: string, exp: string) =>
    createHmac('sha256', secret).update(['media', id, classCode, exp].join('\n')).digest('base64url')

  function sign (id: string, classCode: string): string {
    const exp = String((Math.floor(now() / halfLife) + 2) * halfLife)
    return `/media/${id}?${new URLSearchParams({ class: classCode, exp, kid: signing.kid, sig: signature(signing.secret, id, classCode, exp) })}`
  }

  function isSigned (id: string, query: URLSearchParams): boolean {
    const [classCode = '', exp = '', kid = '', sig = ''] = ['class', 'exp', 'kid', 'sig'].map((name) => query.get(name) ?? '')
    const secret = secrets.get(kid)
    if (!secret) return false
    const [given, right] = [sig, signature(secret, id, classCode, exp)].map((text) => Buffer.from(text))
    return given!.length === right!.length && timingSafeEqual(given!, right!)
  }

  return {
    sign,

    isValid: (id, query) => Number(query.get('exp')) > now() && isSigned(id, query),

    renew (address, classCode) {
      const [path, query] = address.split('?')
      const id = path?.startsWith('/media/') ? path.slice('/media/'.length) : ''
      return id && isSigned(id, new URLSearchParams(query)) ? sign(id, classCode) : address
    }
  }
}
