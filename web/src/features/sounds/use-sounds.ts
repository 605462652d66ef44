import { type RemovableRef, useLocalStorage } from '@vueuse/core'
import { computed, watch } from 'vue'
import { useClassroom } from '../class/store.ts'
import { useQuiz } from '../quiz/store.ts'
import { useTimeLeft } from '../quiz/use-time-left.ts'
import { type Moment, soundAfter } from './tones.ts'

/** Whether this person wants to hear something: pupils only when they say so, since thirty devices would speak at once. */
export function useSoundSetting (): RemovableRef<boolean> {
  const { isTeacher } = useClassroom()
  return useLocalStorage(`sounds:${isTeacher ? 'teacher' : 'pupil'}`, isTeacher)
}

/** Makes the steps of the quiz heard. */
export function useQuizSounds (): void {
  const classroom = useClassroom()
  const quiz = useQuiz()
  const left = useTimeLeft()
  const wanted = useSoundSetting()

  const answer = computed((): Moment['answer'] => {
    if (quiz.phase !== 'reveal') return undefined
    if (classroom.isTeacher) return 'other'
    const result = quiz.model?.result
    return result && (result.correct ? 'right' : 'other')
  })
  // The time left changes with every frame, its seconds do not.
  const seconds = computed(() => left.value?.seconds)
  const moment = computed((): Moment => ({ phase: quiz.phase, asked: quiz.asked, seconds: seconds.value, answer: answer.value }))
  watch(moment, async (now, before) => {
    const sound = wanted.value ? soundAfter(before, now) : undefined
    if (sound) await (await import('./player.ts')).play(sound)
  })
}
