import { Compile } from 'typebox/compile'
import { MediaSet } from '../../protocol/media.ts'

/** Type of the message that clears the stage. */
const clearType = 'clear'

const schema = Compile(MediaSet)
const [itemSchema] = MediaSet.properties.item.anyOf
const names = Object.keys(itemSchema.properties)

/** What a shared thing puts on the stage; null clears it; undefined: it has nothing to do with the stage, which most data has not. */
export function stageItem (type: string, data: unknown): MediaSet['item'] | undefined {
  if (type === clearType) return null
  if (typeof data !== 'object' || data === null) return undefined
  const set = { item: Object.fromEntries(Object.entries(data).filter(([name]) => names.includes(name))) }
  return schema.Check(set) ? set.item : undefined
}
