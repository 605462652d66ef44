import type { PickerResult } from '@protocol/picker.ts'

const turns = 6

/** How much of the animation is over at a moment of the class's clock: 0 to 1. */
export function progressAt (now: number, { startsAt, ms }: Pick<PickerResult, 'startsAt' | 'ms'>): number {
  return Math.min(1, Math.max(0, (now - startsAt) / Math.max(1, ms)))
}

/** Fast at first, slow in the end. */
const eased = (progress: number): number => 1 - (1 - progress) ** 4

/** How far the wheel has turned, in degrees: in the end the winner's part is at the top. */
export function turnAt (progress: number, winner: number, candidates: number): number {
  return eased(progress) * (360 * turns - winner * 360 / candidates)
}

/** Which of the cards is on top: in the end the winner's. */
export function cardAt (progress: number, winner: number, candidates: number): number {
  const before = Math.round((1 - eased(progress)) * candidates * turns)
  return (((winner - before) % candidates) + candidates) % candidates
}

/** A part of the wheel, the first one at the top, in a circle around 0, 0. */
export function partPath (index: number, count: number, radius: number): string {
  if (count === 1) return `M0 ${-radius}A${radius} ${radius} 0 1 1 0 ${radius}A${radius} ${radius} 0 1 1 0 ${-radius}Z`
  const at = (part: number): string => {
    const angle = part / count * 2 * Math.PI
    return `${(radius * Math.sin(angle)).toFixed(2)} ${(-radius * Math.cos(angle)).toFixed(2)}`
  }
  return `M0 0L${at(index - 0.5)}A${radius} ${radius} 0 0 1 ${at(index + 0.5)}Z`
}
