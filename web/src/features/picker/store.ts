import type { PickerDraw } from '@protocol/picker.ts'
import { useLocalStorage, useTimeoutFn } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { useClassroom } from '../class/store.ts'
import { useCommands } from '../connection/command.ts'
import { useClock } from '../connection/clock-store.ts'
import { useProjection } from '../connection/projection.ts'
import { useSignals } from '../signals/store.ts'
import { drawEvents, drawsOf, noDraws } from './state.ts'

/** How long the winner stays on the screens of those who did not draw. */
const stayMs = 10_000

/** How a teacher likes to draw. */
export interface Wish extends Pick<PickerDraw, 'style' | 'exclude'> { pool: 'online' | 'all' | 'hands', n: number }

/** Draws somebody, with the same animation on every screen. */
export const usePicker = defineStore('picker', () => {
  const { send } = useCommands()
  const classroom = useClassroom()
  const signals = useSignals()
  const clock = useClock()
  const draws = useProjection('picker', noDraws, { snapshot: drawsOf, events: drawEvents })
  /** The draw that is over for this person. */
  const closed = ref<number>()
  const shown = computed(() => draws.value.result && draws.value.result.rev !== closed.value ? draws.value.result : undefined)

  function close (): void {
    closed.value = draws.value.result?.rev
  }
  const left = (): number => {
    const { result } = draws.value
    return result ? result.startsAt + result.ms + stayMs - clock.now() : 0
  }
  const { start, stop } = useTimeoutFn(close, () => Math.max(0, left()), { immediate: false })
  watch(() => draws.value.result?.rev, rev => {
    stop()
    if (rev === undefined) return
    if (left() <= 0) close()
    // Whoever drew closes it.
    else if (!classroom.isTeacher) start()
  }, { flush: 'sync' })

  const wish = useLocalStorage<Wish>('picker', { pool: 'online', n: 1, style: 'wheel', exclude: true })
  /** How many there are to draw from. */
  const sizes = computed(() => ({
    online: classroom.counts.st,
    all: classroom.pupils.length,
    hands: [...signals.queue.values()].filter(({ hand }) => hand).length
  }))
  const busy = ref(false)

  async function draw (): Promise<void> {
    const { pool, n, style, exclude } = wish.value
    const size = sizes.value[pool]
    if (busy.value || size === 0) return
    busy.value = true
    await send('picker:draw', { pool, n: Math.min(Math.max(1, n), size, 50), style, exclude })
    busy.value = false
  }

  return { draws, shown, wish, sizes, busy, draw, close }
})
