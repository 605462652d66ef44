import type { BoardItem } from '@protocol/board.ts'
import { getStroke } from 'perfect-freehand'
import type { Stroke } from './drawing.ts'

/** Ink of the board, which is white in every theme, by the index of the protocol; the words are below `board.colour`. */
export const inks = ['#1f222c', '#c42f3b', '#1d62c2', '#27753a', '#b06f00', '#7443b5'] as const

/** The board as it is painted; the protocol's units are a ten-thousandth of either side. */
export const paper = { width: 1000, height: 750 } as const
const units = 10_000
const stepLength = 6

const outlines = new WeakMap<Stroke, Path2D>()

/** Paints a board onto a transparent canvas that is so many pixels wide. */
export function paint (context: CanvasRenderingContext2D, items: readonly BoardItem[], pixels: number): void {
  const scale = pixels / paper.width
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, pixels, pixels)
  context.setTransform(scale, 0, 0, scale, 0, 0)
  for (const item of items) {
    context.globalCompositeOperation = item.kind === 'stroke' && item.tool === 'eraser' ? 'destination-out' : 'source-over'
    context.globalAlpha = item.kind === 'stroke' && item.tool === 'marker' ? 0.35 : 1
    context.fillStyle = inks[item.colour] ?? inks[0]
    if (item.kind === 'stroke') {
      context.fill(outlineOf(item))
    } else {
      context.font = `700 ${item.size * paper.width / units}px Pretendard, "Noto Sans KR", sans-serif`
      context.fillText(item.text, item.x * paper.width / units, item.y * paper.height / units)
    }
  }
}

/** Points at even distances: what was simplified keeps its corners and its width. */
function dense (flat: readonly number[], pressures: readonly number[]): Array<[x: number, y: number, pressure: number]> {
  const points: Array<[number, number, number]> = []
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const [x, y, pressure] = [flat[index]! * paper.width / units, flat[index + 1]! * paper.height / units, (pressures[index / 2] ?? 50) / 100]
    const [lastX, lastY, lastPressure] = points.at(-1) ?? [x, y, pressure]
    const steps = Math.max(1, Math.ceil(Math.hypot(x - lastX, y - lastY) / stepLength))
    for (let step = 1; step <= steps; step++) {
      const part = step / steps
      points.push([lastX + (x - lastX) * part, lastY + (y - lastY) * part, lastPressure + (pressure - lastPressure) * part])
    }
  }
  return points
}

/** Items never change, so what was worked out for one stays right. */
function outlineOf (stroke: Stroke): Path2D {
  const known = outlines.get(stroke)
  if (known) return known
  const pressures = stroke.pressures?.length === Math.floor(stroke.points.length / 2) ? stroke.pressures : []
  const points = dense(stroke.points, pressures)
  const even = stroke.tool !== 'pen'
  const edge = getStroke(points, { size: stroke.width * paper.width / units, thinning: even ? 0 : 0.55, smoothing: 0.5, streamline: 0.3, simulatePressure: !even && pressures.length === 0 })
  const path = new Path2D()
  edge.forEach(([x, y], index) => {
    const [nextX, nextY] = edge[(index + 1) % edge.length]!
    if (index === 0) path.moveTo((x! + nextX!) / 2, (y! + nextY!) / 2)
    else path.quadraticCurveTo(x!, y!, (x! + nextX!) / 2, (y! + nextY!) / 2)
  })
  path.closePath()
  outlines.set(stroke, path)
  return path
}
