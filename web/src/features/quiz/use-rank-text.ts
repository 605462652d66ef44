import { useI18n } from 'vue-i18n'

/** "3위", "공동 2위". */
export function useRankText (): { rankText: (row: { rank: number, tied: boolean }) => string } {
  const { t } = useI18n()
  return { rankText: ({ rank, tied }) => t(tied ? 'quiz.tiedRank' : 'quiz.rank', { n: rank }) }
}
