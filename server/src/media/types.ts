import { type MediaRef } from '../../protocol/media.ts'

const MiB = 1024 * 1024

/** What may be uploaded; whatever the sender calls it, its first bytes decide. */
export interface FileType {
  /** Ends the id of a file, so that its type is known wherever it lies. */
  extension: string
  contentType: string
  kind: MediaRef['kind']
  maxBytes: number
  matches (head: Buffer): boolean
}

const startsWith = (...bytes: Array<string | number[]>) => (head: Buffer) => bytes.some((start) => head.subarray(0, start.length).equals(Buffer.from(start as string, 'latin1')))
const textAt = (head: Buffer, from: number, to: number) => head.toString('latin1', from, to)
/** Containers of other kinds begin alike; the brand tells them apart. */
const mp4Brands = /^(isom|iso[2-9]|mp4[12]|avc1|M4V |dash|mmp4|f4v )$/

const image = { kind: 'image', maxBytes: 10 * MiB } as const
const video = { kind: 'video', maxBytes: 100 * MiB } as const

export const fileTypes: readonly FileType[] = [
  { ...image, extension: 'png', contentType: 'image/png', matches: startsWith([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) },
  { ...image, extension: 'jpg', contentType: 'image/jpeg', matches: startsWith([0xFF, 0xD8, 0xFF]) },
  { ...image, extension: 'gif', contentType: 'image/gif', matches: startsWith('GIF87a', 'GIF89a') },
  { ...image, extension: 'webp', contentType: 'image/webp', matches: (head) => textAt(head, 0, 4) === 'RIFF' && textAt(head, 8, 12) === 'WEBP' },
  { ...video, extension: 'mp4', contentType: 'video/mp4', matches: (head) => textAt(head, 4, 8) === 'ftyp' && mp4Brands.test(textAt(head, 8, 12)) },
  { ...video, extension: 'webm', contentType: 'video/webm', matches: (head) => startsWith([0x1A, 0x45, 0xDF, 0xA3])(head) && textAt(head, 4, 64).includes('webm') },
  { kind: 'file', maxBytes: 10 * MiB, extension: 'pdf', contentType: 'application/pdf', matches: startsWith('%PDF-') }
]

/** Bytes that are enough to know the type. */
export const headBytes = 64
export const maxUploadBytes = Math.max(...fileTypes.map(({ maxBytes }) => maxBytes))

/** The type that an id ends with. */
export function typeOf (id: string): FileType | undefined {
  return fileTypes.find(({ extension }) => id.endsWith(`.${extension}`))
}
