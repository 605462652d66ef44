import type { QuizSet } from '@protocol/quiz-set.ts'
import type { QuizSetEntry } from '@protocol/quiz-sets.ts'
import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useApiProblem } from '../entry/use-api-problem.ts'
import { setsApi } from './api.ts'
import { emptySet, sampleSet } from './samples.ts'

/** The list of sets, and what can be done with them; failures are said in `problem`. */
export function useSets (): {
  sets: Ref<QuizSetEntry[] | undefined>
  problem: Ref<string | undefined>
  load: () => Promise<void>
  /** @returns the id of the new set */
  make: () => Promise<string | undefined>
  makeSample: () => Promise<void>
} {
  const { t } = useI18n()
  const sets = ref<QuizSetEntry[]>()
  const { problem, attempt } = useApiProblem()

  async function load (): Promise<void> {
    sets.value = await attempt(setsApi.list) ?? sets.value
  }
  async function add (set: Omit<QuizSet, 'id'>): Promise<string | undefined> {
    return (await attempt(() => setsApi.create(set)))?.id
  }
  return {
    sets,
    problem,
    load,
    make: () => add(emptySet(t)),
    makeSample: async () => {
      await add(sampleSet(t))
      await load()
    }
  }
}
