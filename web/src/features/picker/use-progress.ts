import type { PickerResult } from '@protocol/picker.ts'
import { usePreferredReducedMotion, useRafFn } from '@vueuse/core'
import { computed, type ComputedRef, ref, watch } from 'vue'
import { useClock } from '../connection/clock-store.ts'
import { progressAt } from './spin.ts'

/** Progress of the animation by the class's clock, 0 to 1; who wants no motion sees its beginning, then its end. */
export function useProgress (result: () => PickerResult): ComputedRef<number> {
  const clock = useClock()
  const motion = usePreferredReducedMotion()
  const progress = ref(0)
  const { resume, pause } = useRafFn(() => {
    progress.value = progressAt(clock.now(), result())
    if (progress.value === 1) pause()
  }, { immediate: false })
  watch(() => result().rev, () => {
    progress.value = progressAt(clock.now(), result())
    resume()
  }, { immediate: true })
  return computed(() => motion.value === 'reduce' && progress.value < 1 ? 0 : progress.value)
}
