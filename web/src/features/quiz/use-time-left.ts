import { usePreferredReducedMotion, useRafFn } from '@vueuse/core'
import { type ShallowRef, shallowRef, watch } from 'vue'
import { useClock } from '../connection/clock-store.ts'
import { type TimeLeft, timeLeft } from './countdown.ts'
import { useQuiz } from './store.ts'

/** The time left of the question by the clock of the class, drawn frame by frame; in steps of a second where less motion is wanted. */
export function useTimeLeft (): ShallowRef<TimeLeft | undefined> {
  const clock = useClock()
  const quiz = useQuiz()
  const motion = usePreferredReducedMotion()
  const left = shallowRef<TimeLeft>()

  const { pause, resume } = useRafFn(() => {
    const next = quiz.state && timeLeft(quiz.state, clock.now())
    if (motion.value !== 'reduce' || next?.seconds !== left.value?.seconds) left.value = next
  }, { immediate: false })
  watch(() => quiz.state, state => {
    left.value = state && timeLeft(state, clock.now())
    if (left.value && state?.pausedLeft === undefined) resume()
    else pause()
  }, { immediate: true })

  return left
}
