/** A key of launches and tickets. */
export interface Key {
  /** Names the key in the header of a token, so that keys can be replaced one by one. */
  kid: string
  secret: Uint8Array
}

/** Known to everybody: tickets of the open mode say no more than what the body of the join said. All nodes agree on it. */
const openKey: Key = { kid: 'open', secret: new TextEncoder().encode('open-mode-key-that-protects-nothing') }

/** Reads `kid:secret,kid:secret`. undefined: it is written wrongly. */
export function parseKeys (text: string): Key[] | undefined {
  const keys = text.split(',').filter((item) => item.trim()).map((item) => {
    const [kid = '', ...rest] = item.trim().split(':')
    return { kid, secret: new TextEncoder().encode(rest.join(':')) }
  })
  const isUsable = keys.every(({ kid, secret }) => kid && secret.length) && new Set(keys.map(({ kid }) => kid)).size === keys.length
  return isUsable ? keys : undefined
}

/** The keys in use; the first one signs. */
export function keysOf (text: string): [Key, ...Key[]] {
  const [first = openKey, ...rest] = parseKeys(text) ?? []
  return [first, ...rest]
}
