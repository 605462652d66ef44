import type { Media } from '@protocol/events.ts'
import type { Role } from '@protocol/constants.ts'
import { type Kind, kinds, parseAddress } from './kind.ts'

/** Something that was shown to the class. */
export interface Item {
  /** Chosen by who shares it. */
  id: string
  kind: Kind
  url: string
  title: string
  /** Who shares it; undefined: this person. */
  by: { name: string, role: Role } | undefined
  /** When it was shown, by the class's clock. */
  at: number
}

/** What is on the stage, and what was before, oldest first. */
export interface Shelf {
  items: readonly Item[]
  /** Undefined while nothing is on the stage. */
  currentId: string | undefined
}

export const emptyShelf: Shelf = { items: [], currentId: undefined }

const keep = 20

/** Puts an item on the stage; the same item shown again moves to the end. */
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

/** The item in a message, or undefined when it is none: other clients may send anything, and an address from them may be a trap. */
export function itemOf ({ data, userName, userType }: Pick<Media, 'data' | 'userName' | 'userType'>, at: number): Item | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { id, kind, url, title } = data as Record<string, unknown>
  const address = typeof url === 'string' ? parseAddress(url) : undefined
  const known = kinds.find(one => one === kind)
  if (typeof id !== 'string' || address === undefined || known === undefined) return undefined
  return { id, kind: known, url: address.href, title: typeof title === 'string' && title !== '' ? title : address.hostname, by: { name: userName, role: userType }, at }
}
