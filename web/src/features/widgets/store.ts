import type { WidgetSet } from '@protocol/widgets.ts'
import { useIntervalFn } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { useCommands } from '../connection/command.ts'
import { useClock } from '../connection/clock-store.ts'
import { useProjection } from '../connection/projection.ts'
import { isRunning, leftOf, noWidgets, shownOf, widgetEvents, widgetsOf } from './state.ts'

const tickMs = 250

/** Timer, traffic light, dice and the like: the same on every screen. */
export const useWidgets = defineStore('widgets', () => {
  const { send } = useCommands()
  const clock = useClock()
  const widgets = useProjection('widgets', noWidgets, { snapshot: widgetsOf, events: widgetEvents })
  const shown = computed(() => shownOf(widgets.value))
  /** The class's clock, for what runs. */
  const now = ref(clock.now())
  const runs = computed(() => [widgets.value.timer, widgets.value.stopwatch].some(widget => widget && isRunning(widget)))
  useIntervalFn(() => { if (runs.value) now.value = clock.now() }, tickMs)

  const set = (widget: WidgetSet) => send('widget:set', widget)

  const minutes = ref(5)

  /** Starts the timer for so long. */
  async function time (leftMs: number): Promise<void> {
    await set({ kind: 'timer', running: true, leftMs: Math.round(leftMs) })
  }
  /** Starts, stops or goes on with the timer. */
  async function toggleTimer (): Promise<void> {
    const { timer } = widgets.value
    if (!timer) return await time(Math.max(1, minutes.value) * 60_000)
    await set({ kind: 'timer', running: !isRunning(timer), leftMs: Math.round(leftOf(timer, clock.now())) })
  }

  return { widgets, shown, now, minutes, set, time, toggleTimer }
})
