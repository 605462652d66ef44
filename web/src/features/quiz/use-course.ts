import type { QuizCommand } from '@protocol/quiz.ts'
import { computed, ref, watch } from 'vue'
import { useToasts } from '../../ui/toasts.ts'
import { problemText } from '../connection/command.ts'
import { nextStep, type SideStep, sideSteps } from './steps.ts'
import { useQuiz } from './store.ts'

const extraSeconds = 10
const asking = ['void', 'again', 'end'] as const
type Asking = typeof asking[number]
const needsAsking = (step: SideStep): step is Asking => asking.some(one => one === step)

/** Nobody has read a new step and pressed it in less time. */
const readingMs = 400

/** The steps that the teacher can take now; those that cannot be undone wait for a yes. */
export function useCourse () {
  const quiz = useQuiz()
  const { toast } = useToasts()
  const primary = computed(() => quiz.course && nextStep(quiz.course))
  const sides = computed(() => quiz.course ? sideSteps(quiz.course) : [])
  /** Steps that were taken and, where they were not refused, lead on from the state that they were taken at. */
  const taken = ref<readonly string[]>([])
  const keyOf = (cmd: QuizCommand['cmd']): string => `${cmd}:${quiz.state?.rev}`
  const busy = computed(() => primary.value !== undefined && taken.value.includes(keyOf(primary.value.cmd)))
  let ledAt = -Infinity
  // Another window, or the time, has led on: who is about to press means the step that was there before.
  watch(() => primary.value && `${primary.value.name}:${quiz.asked}`, (_, before) => {
    const { rev = 0 } = quiz.state ?? {}
    if (before !== undefined && !taken.value.some(key => key.endsWith(`:${rev - 1}`))) ledAt = performance.now()
  }, { flush: 'sync' })
  const confirming = ref<Asking>()

  /** The same step at the same state is one step, however often it is asked for; only time is added each time. */
  async function take (body: QuizCommand): Promise<void> {
    if (performance.now() - ledAt < readingMs) return toast(problemText('STALE_REV'))
    const key = keyOf(body.cmd)
    if (taken.value.includes(key)) return
    if (body.cmd !== 'extend') taken.value = [...taken.value, key]
    const reply = await quiz.command(body)
    if (!reply.ok) taken.value = taken.value.filter(one => one !== key)
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
