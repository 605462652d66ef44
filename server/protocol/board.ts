import { Type, type Static } from 'typebox'
import { limits } from './constants.ts'
import { count, head, id, oneOf, strict, text, uid } from './envelope.ts'

/** teacher: pupils look on; shared: one board for all; each: everybody has their own. */
export const boardModes = ['off', 'teacher', 'shared', 'each'] as const
export type BoardMode = typeof boardModes[number]

/** The board of the class, or that of a person. */
export const mainBoard = 'main'
export const personBoard = (uid: string) => `u:${uid}`
const boardId = () => Type.String({ pattern: '^(main|u:.{1,128})$' })

/** Body of `wb:mode`. lock: pupils look on. */
export const BoardSetMode = Type.Object({ mode: oneOf(boardModes), lock: Type.Optional(Type.Boolean()) })
export type BoardSetMode = Static<typeof BoardSetMode>
/** Body of `wb:spotlight` (shown to everybody) and of `wb:watch` (live for one teacher); null ends it. */
export const BoardChoice = Type.Object({ board: Type.Union([boardId(), Type.Null()]) })
export type BoardChoice = Static<typeof BoardChoice>

const modes = { mode: oneOf(boardModes), lock: Type.Boolean(), spotlight: Type.Union([boardId(), Type.Null()]) }
export const BoardModes = strict(modes)
export type BoardModes = Static<typeof BoardModes>
/** `wb:mode` and `wb:spotlight` as the server tells them. */
export const BoardNotice = strict({ ...head, ...modes })
export type BoardNotice = Static<typeof BoardNotice>

/** A board is 10,000 units wide and high, whatever the screen. */
const coordinate = () => Type.Integer({ minimum: 0, maximum: 10_000 })
/** x and y in turn. */
const points = () => Type.Array(coordinate(), { minItems: 2, maxItems: 2_000 })
/** How hard the pen was pressed at each of the points, in percent; there where the device tells. */
const pressures = () => Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 100 }), { maxItems: 1_000 }))
/** Index into the palette of the client. */
const colour = () => Type.Integer({ minimum: 0, maximum: 31 })
const stroke = { id: id(), tool: oneOf(['pen', 'marker', 'eraser']), colour: colour(), width: Type.Integer({ minimum: 1, maximum: 500 }), points: points(), pressures: pressures() }
const words = { id: id(), colour: colour(), x: coordinate(), y: coordinate(), size: Type.Integer({ minimum: 1, maximum: 2_000 }), text: text(500) }
const op = <O extends string>(name: O) => Type.Literal(name)

/** A stroke begins, goes on and ends while it is drawn; `undo` takes back the sender's last item; `clear` all that the sender may take away. */
export const BoardOp = Type.Union([
  strict({ op: op('begin'), ...stroke }),
  strict({ op: op('more'), id: id(), points: points(), pressures: pressures() }),
  strict({ op: op('end'), id: id() }),
  strict({ op: op('text'), ...words }),
  strict({ op: op('undo') }),
  strict({ op: op('clear') })
])
export type BoardOp = Static<typeof BoardOp>

/** Body of `wb:op`. */
export const BoardOps = Type.Object({ board: boardId(), ops: Type.Array(BoardOp, { minItems: 1, maxItems: 64 }) })
export type BoardOps = Static<typeof BoardOps>
/** `wb:op` as the server tells it, in the order that holds for all. */
export const BoardOpsNotice = strict({ ...head, board: boardId(), by: uid(), ops: Type.Array(BoardOp) })
export type BoardOpsNotice = Static<typeof BoardOpsNotice>

const item = { by: uid() }
export const BoardItem = Type.Union([
  strict({ kind: op('stroke'), ...item, ...stroke, points: Type.Array(coordinate()), pressures: Type.Optional(Type.Array(Type.Integer())) }),
  strict({ kind: op('text'), ...item, ...words })
])
export type BoardItem = Static<typeof BoardItem>
/** `wb:board`: all of a board, for those who begin to look at it; also after `joined` and `state:sync`. The next `wb:op` has the next rev. */
export const BoardView = strict({ ...head, board: boardId(), items: Type.Array(BoardItem), size: count() })
export type BoardView = Static<typeof BoardView>

/** `wb:sketch` to teachers who begin to look at all boards where everybody has their own: what is on one of them, roughly. Then come the pictures. */
export type BoardSketch = BoardView

/** A small picture of one's own board, as an address that holds it; the limit is in characters. */
const picture = () => Type.String({ maxLength: limits.boardPreview, pattern: '^data:image/(png|jpeg|webp);base64,[A-Za-z0-9+/]+=*$' })
/** Payload of `wb:preview`: where everybody has their own board, each 2 s at most. */
export const BoardPreview = Type.Object({ picture: picture() })
export type BoardPreview = Static<typeof BoardPreview>
/** `wb:preview` to teachers; it may be lost, and the next one comes with the next change. */
export interface BoardPreviewNotice { v: number, uid: string, picture: string }
