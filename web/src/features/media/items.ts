import type { ClassSnapshot } from '@protocol/class-snapshot.ts'
import type { Media } from '@protocol/events.ts'
import type { Role } from '@protocol/constants.ts'
import { type Kind, kinds, parseAddress } from './kind.ts'

/** Where playing stood when the item was shown or moved. */
export interface Position { seconds: number, playing: boolean }

/** Something that was shown to the class. */
export interface Item {
  /** Chosen by who shares it. */
  id: string
  kind: Kind
  url: string
  title: string
  /** Who shares it; undefined: this person; null: somebody, before this person came. */
  by: { name: string, role: Role } | null | undefined
  /** When it was shown or moved, by the class's clock. */
  at: number
  /** Of a document, from 1. */
  page?: number
  /** Of a video. */
  position?: Position
}

/** What is on the stage, and what was before, oldest first. */
export interface Shelf {
  items: readonly Item[]
  /** Undefined while nothing is on the stage. */
  currentId: string | undefined
}

export const emptyShelf: Shelf = { items: [], currentId: undefined }

const keep = 20

/** Puts an item on the stage, or moves it; the same item shown again moves to the end. */
export function shown (shelf: Shelf, item: Item): Shelf {
  return { items: [...shelf.items.filter(({ id }) => id !== item.id), item].slice(-keep), currentId: item.id }
}

/** Takes back an item that did not reach the class. */
export function withdrawn (shelf: Shelf, id: string): Shelf {
  const items = shelf.items.filter(item => item.id !== id)
  return { items, currentId: shelf.currentId === id ? items.at(-1)?.id : shelf.currentId }
}

/** Clears the stage; the items can be shown again. */
export function cleared (shelf: Shelf): Shelf {
  return { ...shelf, currentId: undefined }
}

/** The stage as somebody finds it who comes late, or back. */
export function shelfOf (shelf: Shelf, { media, me, roster }: Pick<ClassSnapshot, 'media' | 'me' | 'roster'>): Shelf {
  if (!media) return cleared(shelf)
  const known = shelf.items.find(({ id }) => id === media.id)
  const person = Array.isArray(roster) ? roster.find(({ uid }) => uid === media.by) : undefined
  const by = media.by === me.uid ? undefined : known?.by ?? (person ? { name: person.name, role: person.role } : null)
  const item = read(media, by, media.at)
  return item ? shown(shelf, item) : cleared(shelf)
}

/** The item in a message, or undefined when it is none: other clients may send anything, and an address from them may be a trap. */
export function itemOf ({ data, userName, userType }: Pick<Media, 'data' | 'userName' | 'userType'>, at: number): Item | undefined {
  return typeof data === 'object' && data !== null ? read(data, { name: userName, role: userType }, at) : undefined
}

function read (data: object, by: Item['by'], at: number): Item | undefined {
  const { id, kind, url, title, page, position } = data as Record<string, unknown>
  const address = typeof url === 'string' ? addressOf(url) : undefined
  const known = kinds.find(one => one === kind)
  if (typeof id !== 'string' || address === undefined || known === undefined) return undefined
  const place = positionOf(position)
  return {
    id,
    kind: known,
    url: address,
    title: typeof title === 'string' && title !== '' ? title : hostOf(address),
    by,
    at,
    ...(typeof page === 'number' && Number.isInteger(page) && page > 0 && { page }),
    ...(place && { position: place })
  }
}

/** A file of this server stays relative, so that it is found wherever the popup comes from. */
const addressOf = (url: string): string | undefined => /^\/media\/[^\s\\]+$/.test(url) ? url : parseAddress(url)?.href
const hostOf = (url: string): string => url.startsWith('/') ? '' : new URL(url).hostname

function positionOf (value: unknown): Position | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { seconds, playing } = value as Record<string, unknown>
  return typeof seconds === 'number' && seconds >= 0 && typeof playing === 'boolean' ? { seconds, playing } : undefined
}

/** Where a video is at a moment of the class's clock, in seconds. */
export function secondsAt ({ position, at }: Pick<Item, 'position' | 'at'>, now: number): number {
  if (!position) return 0
  return position.playing ? position.seconds + Math.max(0, now - at) / 1000 : position.seconds
}
