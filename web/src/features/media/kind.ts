/** What can be shown to the class by its address. */
export const kinds = ['image', 'video', 'file', 'link'] as const
export type Kind = typeof kinds[number]

const endings: ReadonlyArray<[Kind, RegExp]> = [
  ['image', /\.(png|jpe?g|gif|webp|avif|bmp|svg)$/i],
  ['video', /\.(mp4|m4v|webm|ogv|mov)$/i],
  ['file', /\.pdf$/i]
]

/** Guesses by the ending of the path; anything else is a link. */
export function kindOf (url: URL): Kind {
  return endings.find(([, ending]) => ending.test(url.pathname))?.[0] ?? 'link'
}

/** The address that somebody typed, or undefined when it is not one of the web. A missing scheme means https. */
export function parseAddress (text: string): URL | undefined {
  const typed = text.trim()
  const address = /^[a-z][a-z0-9+-]*:/i.test(typed) ? typed : `https://${typed}`
  if (/\s/.test(typed) || !URL.canParse(address)) return undefined
  const url = new URL(address)
  // Without a scheme any word would be a host.
  const meant = address === typed || url.hostname.includes('.')
  return meant && /^https?:$/.test(url.protocol) ? url : undefined
}

/** What to call something without a title: a file by its name, a page by its host. */
export function nameOf (url: URL, kind: Kind): string {
  const file = url.pathname.split('/').at(-1)?.replace(/\.\w+$/, '') ?? ''
  if (kind === 'link' || file === '') return url.hostname
  try {
    return decodeURIComponent(file)
  } catch {
    return file
  }
}

/** Pictures and videos are shown inside this page, which loads nothing foreign without encryption. */
export function mayShow (url: URL, kind: Kind): boolean {
  // A document is read by a script, which may only ask this server.
  if (kind === 'file') return url.origin === location.origin
  return kind === 'link' || url.protocol === 'https:' || url.origin === location.origin
}
