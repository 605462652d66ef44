import { type Config } from './config.ts'

export interface OriginPolicy {
  /** Whether a page of another origin may talk to this server. */
  lists (origin: string): boolean
  /** Whether a request with these headers may: one that no page of a foreign origin made. */
  allows (headers: { origin?: string | undefined, host?: string | undefined }): boolean
}

/** Browsers let any page open a WebSocket to any server; only the server can say no. */
export function createOriginPolicy ({ ALLOWED_ORIGINS, TICKET_SECRETS }: Config): OriginPolicy {
  const isOpen = !TICKET_SECRETS && !ALLOWED_ORIGINS.length
  const lists = (origin: string) => ALLOWED_ORIGINS.includes(origin) || (isOpen && isLocal(origin))
  return {
    lists,
    allows: ({ origin, host }) => origin === undefined || hostOf(origin)?.host === host || lists(origin)
  }
}

function isLocal (origin: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostOf(origin)?.hostname ?? '')
}

function hostOf (origin: string): URL | undefined {
  return URL.canParse(origin) ? new URL(origin) : undefined
}
