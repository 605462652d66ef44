/** The answer shapes as friends with a face: outline and centre of the face, in a box of 80 x 80. */
export const bodies = {
  1: { outline: 'M36 13Q40 6 44 13L71 63Q75 71 66 71H14Q5 71 9 63Z', face: 'translate(40 50)' },
  2: { outline: 'M35 9Q40 4 45 9L71 35Q76 40 71 45L45 71Q40 76 35 71L9 45Q4 40 9 35Z', face: 'translate(40 40)' },
  3: { outline: 'M40 7a33 33 0 1 0 0 66a33 33 0 1 0 0-66Z', face: 'translate(40 39)' },
  4: { outline: 'M19 9H61Q71 9 71 19V61Q71 71 61 71H19Q9 71 9 61V19Q9 9 19 9Z', face: 'translate(40 39)' },
  5: { outline: 'M36 9Q40 2 44 9L51 25 69 27Q77 29 71 35L58 47 61 65Q62 74 54 69L40 61 26 69Q18 74 19 65L22 47 9 35Q3 29 11 27L29 25Z', face: 'translate(40 43)' },
  6: { outline: 'M36 8Q40 5 44 8L71 28Q75 31 74 36L64 67Q62 72 57 72H23Q18 72 16 67L6 36Q5 31 9 28Z', face: 'translate(40 42)' }
} as const

const open = 'M-11.3-4a2.8 3.5 0 1 0 5.6 0a2.8 3.5 0 1 0-5.6 0M5.7-4a2.8 3.5 0 1 0 5.6 0a2.8 3.5 0 1 0-5.6 0'
const round = 'M-12.1-4a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0M4.9-4a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0'

/** Filled parts (eyes) and stroked parts (mouth, closed eyes) of a face. */
export const faces = {
  happy: { fill: open, stroke: 'M-7 3q7 7.5 14 0' },
  calm: { fill: open, stroke: 'M-4.5 5q4.5 3 9 0' },
  puzzled: { fill: open, stroke: 'M-6 6.5q3-3 6 0t6-1' },
  surprised: { fill: `${round}M-3.2 6a3.2 4 0 1 0 6.4 0a3.2 4 0 1 0-6.4 0`, stroke: '' },
  asleep: { fill: '', stroke: 'M-12-3q3 3 6 0M6-3q3 3 6 0M-3 6h6' }
} as const

export type Body = keyof typeof bodies
export type Face = keyof typeof faces
