import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAnnouncer } from '../../ui/announcer.ts'
import { useQuiz } from './store.ts'
import { useTimeLeft } from './use-time-left.ts'

const moments = [10, 5]

/** Says when a question opens, when little time is left, when it is over, and that it does not count after all; nothing else, so that it can be read in peace. */
export function useQuizSpeaker (): void {
  const { t } = useI18n()
  const { announce } = useAnnouncer()
  const quiz = useQuiz()
  const left = useTimeLeft()

  watch(() => [quiz.asked, quiz.phase] as const, ([asked, phase], before) => {
    const { state } = quiz
    if (phase === 'open' && state) {
      const seconds = left.value ? t('quiz.seconds', { n: left.value.seconds }) : t('quiz.untimed')
      announce(t('quiz.say.open', { n: state.idx + 1, seconds }))
    } else if (phase === 'locked' && asked === before?.[0]) announce(t('quiz.say.closed'))
  }, { immediate: true })
  watch(() => [quiz.asked, quiz.phase, quiz.state?.void] as const, ([asked, phase, isVoid], [before, phaseBefore, wasVoid]) => {
    const wasShown = asked === before && phase === 'reveal' && phaseBefore === 'reveal'
    if (wasShown && isVoid && !wasVoid) announce(`${t('quiz.result.void')}. ${t('quiz.result.voidText')}`)
  })
  watch(() => left.value?.seconds, (seconds, before = 0) => {
    if (quiz.phase === 'open' && seconds !== undefined && seconds < before && moments.includes(seconds)) announce(t('quiz.say.left', { n: seconds }))
  })
}
