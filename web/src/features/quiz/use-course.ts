import type { QuizCommand } from '@protocol/quiz.ts'
import { computed, ref } from 'vue'
import { nextStep, type SideStep, sideSteps } from './steps.ts'
import { useQuiz } from './store.ts'

const extraSeconds = 10
const asking = ['void', 'again', 'end'] as const
type Asking = typeof asking[number]
const needsAsking = (step: SideStep): step is Asking => asking.some(one => one === step)

/** The steps that the teacher can take now; those that cannot be undone wait for a yes. */
export function useCourse () {
  const quiz = useQuiz()
  const primary = computed(() => quiz.course && nextStep(quiz.course))
  const sides = computed(() => quiz.course ? sideSteps(quiz.course) : [])
  const busy = ref(false)
  const confirming = ref<Asking>()

  async function take (body: QuizCommand): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      await quiz.command(body)
    } finally {
      busy.value = false
    }
  }

  const bodyOf = (step: SideStep): QuizCommand => {
    const { idx = 0 } = quiz.course ?? {}
    if (step === 'extend') return { cmd: 'extend', seconds: extraSeconds }
    if (step === 'void') return { cmd: 'void', qid: quiz.question?.id ?? '' }
    return step === 'again' ? { cmd: 'open', idx } : { cmd: step }
  }

  async function next (): Promise<void> {
    if (primary.value) await take({ cmd: primary.value.cmd })
  }
  /** Takes a side step if it is possible now. */
  async function side (step: SideStep, { sure = false } = {}): Promise<void> {
    if (!sides.value.includes(step)) return
    if (needsAsking(step) && !sure) confirming.value = step
    else await take(bodyOf(step))
  }

  return { primary, sides, busy, confirming, next, side }
}
