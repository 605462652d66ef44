/**
 * A frame's place in its partition as one number: places of a partition compare as their frames are ordered.
 * 4,096 frames a record and 2^41 records a partition stay below 2^53.
 */
export type Place = number

export const MAX_FRAMES_PER_RECORD = 4096

export function placeOf (offset: number, index: number): Place {
  return offset * MAX_FRAMES_PER_RECORD + index
}

export function offsetOf (place: Place): number {
  return Math.floor(place / MAX_FRAMES_PER_RECORD)
}
