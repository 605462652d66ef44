import { computed, type ComputedRef } from 'vue'
import { useBoards } from '../board/store.ts'
import { useMedia } from '../media/store.ts'
import { usePicker } from '../picker/store.ts'
import { useQuiz } from '../quiz/store.ts'

/** What everybody looks at. */
export type Stage = 'picker' | 'quiz' | 'board' | 'media' | 'lobby'

/** The same on every screen: a question that can be answered is never covered, but by a draw; else what was shown last. */
export function useStage (): ComputedRef<Stage> {
  const picker = usePicker()
  const quiz = useQuiz()
  const media = useMedia()
  const boards = useBoards()
  const asking = computed(() => quiz.phase === 'read' || quiz.phase === 'open' || quiz.phase === 'locked')
  const mediaIsNewer = computed(() => (media.current?.at ?? 0) > (quiz.state?.opensAt ?? 0))
  return computed(() => {
    if (picker.shown) return 'picker'
    if (asking.value) return 'quiz'
    if (boards.modes.mode !== 'off') return 'board'
    if (media.current && mediaIsNewer.value) return 'media'
    return quiz.isRunning || quiz.phase === 'end' ? 'quiz' : 'lobby'
  })
}
