import type { BoardOp } from '@protocol/board.ts'

/** What the hand of this person holds. */
export interface Hand { tool: 'pen' | 'marker' | 'eraser' | 'text', colour: number }

type Begin = Extract<BoardOp, { op: 'begin' }>

/** Widths of the tools, in units of the board. */
const widths = { pen: 120, marker: 260, eraser: 420 } as const
export const textSize = 560

export function begin (id: string, { tool, colour }: Hand & { tool: Begin['tool'] }, point: readonly [number, number], pressure?: number): Begin {
  return { op: 'begin', id, tool, colour, width: widths[tool], points: [...point], ...pressure !== undefined && { pressures: [pressure] } }
}

/** How hard a pen is pressed, in percent; undefined where the device does not tell, which says that it is always a half. */
export function pressureOf ({ pointerType, pressure }: Pick<PointerEvent, 'pointerType' | 'pressure'>): number | undefined {
  return pointerType === 'pen' && pressure > 0 && pressure !== 0.5 ? Math.round(pressure * 100) : undefined
}
