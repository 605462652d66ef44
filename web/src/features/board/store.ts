import type { BoardItem, BoardModes, BoardOp, BoardSetMode } from '@protocol/board.ts'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { useClassroom } from '../class/store.ts'
import { useCommands } from '../connection/command.ts'
import { useProjection } from '../connection/projection.ts'
import { useSnapshots } from '../connection/snapshots.ts'
import { useConnection } from '../connection/store.ts'
import { drawAll, drawn, type Drawings, opened, queued } from './drawing.ts'

export const mainBoard = 'main'
export const boardOf = (uid: string): string => `u:${uid}`
const batchOps = 64
const batchSize = 30_000

/** Whiteboards: who may draw where, what is on them, and how pupils' own boards come along. */
export const useBoards = defineStore('boards', () => {
  const classroom = useClassroom()
  const connection = useConnection()
  const snapshots = useSnapshots()
  const { send } = useCommands()
  const off: BoardModes = { mode: 'off', lock: false, spotlight: null }
  const told = (_: BoardModes, { mode, lock, spotlight }: BoardModes): BoardModes => ({ mode, lock, spotlight })
  const modes = useProjection('board', off, { snapshot: (_, { board }) => board, events: { 'wb:mode': told, 'wb:spotlight': told } })
  const drawings = shallowRef<Drawings>({})
  /** Pupils' boards as they are seen small, by uid: a picture, or what is to be drawn. */
  const previews = shallowRef<Readonly<Record<string, string | readonly BoardItem[] | undefined>>>({})
  /** The board that this teacher looks at, of those that pupils have. */
  const watched = ref<string>()

  /** Teachers, and whose board it is. Pupils do not know who teaches: they ask for the board again. */
  const governs = (board: string, uid: string): boolean => board === boardOf(uid) || classroom.roster.some(person => person.uid === uid && person.role === 'TE')

  connection.bind(socket => {
    socket.on('wb:board', view => { drawings.value = opened(drawings.value, view) })
    socket.on('wb:op', notice => {
      if (notice.by === classroom.me?.uid) settle(notice.board, notice.ops)
      const next = drawn(drawings.value, notice, governs(notice.board, notice.by))
      const unsure = !classroom.isTeacher && notice.ops.some(({ op }) => op === 'clear')
      if (next === drawings.value || unsure) void snapshots.sync()
      drawings.value = next
    })
    socket.on('wb:sketch', ({ board, items }) => { previews.value = { ...previews.value, [board.slice(boardOf('').length)]: items } })
    socket.on('wb:preview', ({ uid, picture }) => { previews.value = { ...previews.value, [uid]: picture } })
  })

  // What this person draws is seen here at once, and sent one batch after the other, so that its order stays.
  const waiting = shallowRef<ReadonlyArray<{ board: string, ops: readonly BoardOp[], sent: boolean }>>([])
  let sending = false

  function settle (board: string, ops: readonly BoardOp[]): void {
    const text = JSON.stringify(ops)
    const index = waiting.value.findIndex(batch => batch.sent && batch.board === board && JSON.stringify(batch.ops) === text)
    if (index >= 0) waiting.value = waiting.value.toSpliced(index, 1)
  }
  function add (board: string, op: BoardOp): void {
    const last = waiting.value.at(-1)
    const joins = last && !last.sent && last.board === board && last.ops.length < batchOps && JSON.stringify(last.ops).length < batchSize
    const batch = { board, ops: queued(joins ? last.ops : [], op), sent: false }
    waiting.value = joins ? [...waiting.value.slice(0, -1), batch] : [...waiting.value, batch]
    void flush()
  }
  async function flush (): Promise<void> {
    if (sending) return
    sending = true
    for (let batch = first(); batch; batch = first()) {
      const { board, ops } = batch
      const sent = { board, ops, sent: true }
      waiting.value = waiting.value.map(one => one === batch ? sent : one)
      const reply = await send('wb:op', { board, ops: [...ops] })
      if (!reply.ok) waiting.value = waiting.value.filter(one => one !== sent)
    }
    sending = false
  }
  const first = () => waiting.value.find(({ sent }) => !sent)

  /** What is on a board, with what this person has drawn and the class has not taken yet. */
  function itemsOf (board: string) {
    const me = { uid: classroom.me?.uid ?? '', governs: governs(board, classroom.me?.uid ?? '') }
    const own = waiting.value.flatMap(batch => batch.board === board ? batch.ops : [])
    return drawAll(drawings.value[board]?.items ?? [], own, me)
  }

  /** The board that a pupil has to do with now. */
  const pupilBoard = computed(() => {
    const { mode, spotlight } = modes.value
    if (mode === 'off') return undefined
    return spotlight ?? (mode === 'each' ? boardOf(classroom.me?.uid ?? '') : mainBoard)
  })
  function mayDraw (board: string): boolean {
    const { mode, lock } = modes.value
    if (classroom.isTeacher) return mode !== 'off'
    if (lock || classroom.modes.paused || classroom.me?.muted) return false
    return mode === 'each' ? board === boardOf(classroom.me?.uid ?? '') : mode === 'shared' && board === mainBoard
  }

  async function watch (board: string | undefined): Promise<void> {
    watched.value = board
    await send('wb:watch', { board: board ?? null })
  }
  /** Sends a picture of the own board; it may be lost. */
  function preview (picture: string): void {
    connection.live()?.volatile.emit('wb:preview', { picture })
  }

  return {
    modes,
    previews,
    watched,
    pupilBoard,
    itemsOf,
    mayDraw,
    add,
    watch,
    preview,
    setMode: (mode: BoardSetMode) => send('wb:mode', mode),
    spotlight: (board: string | null) => send('wb:spotlight', { board })
  }
})
