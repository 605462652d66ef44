import type { Media } from '@protocol/events.ts'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { useClassroom } from '../class/store.ts'
import { useClock } from '../connection/clock-store.ts'
import { useSnapshots } from '../connection/snapshots.ts'
import { useConnection } from '../connection/store.ts'
import { randomId } from '../../random.ts'
import { cleared, emptyShelf, type Item, itemOf, shelfOf, shown, withdrawn } from './items.ts'

/** Media type of the message that clears the stage; the other types are the kinds of items. */
const clearType = 'clear'
const ackTimeoutMs = 5000

/** What everybody looks at together. */
export const useMedia = defineStore('media', () => {
  const connection = useConnection()
  const classroom = useClassroom()
  const clock = useClock()
  const shelf = shallowRef(emptyShelf)
  /** Whether this teacher looks for something to show. */
  const choosing = ref(false)
  const current = computed(() => shelf.value.items.find(({ id }) => id === shelf.value.currentId))

  useSnapshots().onSnapshot(snapshot => { shelf.value = shelfOf(shelf.value, snapshot) })
  connection.bind(socket => {
    socket.on('sendMedia', media => {
      const item = itemOf(media, clock.now())
      if (item) shelf.value = shown(shelf.value, item)
      else if (media.type === clearType) shelf.value = cleared(shelf.value)
    })
  })

  /** Sends to everybody else. @returns the code of the failure, if any */
  async function send (type: string, data: unknown): Promise<string | undefined> {
    const { me, info } = classroom
    const socket = connection.live()
    if (!socket || !me || !info) return 'UNAVAILABLE'
    const media: Media = { eventName: 'sendMedia', classCode: info.classCode, sessionId: socket.id ?? '', userType: me.role, userName: me.name, type, data }
    const reply = await socket.timeout(ackTimeoutMs).emitWithAck('sendMedia', media).catch(() => undefined)
    return reply === undefined ? 'UNAVAILABLE' : reply.ok ? undefined : reply.code
  }

  const sendItem = ({ by: _, at: __, ...data }: Item): Promise<string | undefined> => send(data.kind, data)

  /** Shows an item to the class: here at once, and taken back if it does not arrive. @returns the code of the failure, if any */
  async function share (item: Pick<Item, 'kind' | 'url' | 'title'> & { id?: string }): Promise<string | undefined> {
    const { kind, url, title, id = randomId() } = item
    const own: Item = { id, kind, url, title, by: undefined, at: clock.now() }
    const before = shelf.value
    const hoped = shelf.value = shown(before, own)
    const problem = await sendItem(own)
    // What arrived in the meantime came before our own item in everybody's order.
    if (problem === undefined) shelf.value = shown(shelf.value, own)
    else shelf.value = shelf.value === hoped ? before : withdrawn(shelf.value, own.id)
    return problem
  }

  /** Turns the page, or moves the video, on every screen. */
  async function move (place: Pick<Item, 'page'> | Pick<Item, 'position'>): Promise<void> {
    if (!current.value) return
    const moved = { ...current.value, ...place, at: clock.now() }
    shelf.value = shown(shelf.value, moved)
    await sendItem(moved)
  }

  /** Clears the stage for everybody. @returns the code of the failure, if any */
  async function clear (): Promise<string | undefined> {
    const problem = await send(clearType, null)
    if (problem === undefined) shelf.value = cleared(shelf.value)
    return problem
  }

  return { shelf, current, choosing, share, move, clear }
})
