import type { ClassSnapshot } from '@protocol/class-snapshot.ts'
import type { PickerResult } from '@protocol/picker.ts'

/** The last draw, and who was drawn before. */
export interface Draws {
  result: PickerResult | null
  /** uids; empty for pupils. */
  drawn: readonly string[]
}

export const noDraws: Draws = { result: null, drawn: [] }

export function drawsOf (_: Draws, snapshot: ClassSnapshot): Draws {
  return { result: snapshot.picker, drawn: 'drawn' in snapshot ? snapshot.drawn : [] }
}

export const drawEvents = {
  'picker:result': ({ drawn }: Draws, result: PickerResult): Draws => {
    const winners = result.winners.map(({ uid }) => uid)
    return { result, drawn: [...drawn.filter(uid => !winners.includes(uid)), ...winners] }
  }
}
