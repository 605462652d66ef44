import type { QuizSet } from '@protocol/quiz-set.ts'
import type { QuizSetEntry } from '@protocol/quiz-sets.ts'
import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { ApiError } from '../entry/api.ts'
import { useApiProblem } from '../entry/use-api-problem.ts'
import { setsApi } from './api.ts'
import { emptySet, sampleSet } from './samples.ts'

/** The list of sets, and what can be done with them; failures are said in `problem`. */
export function useSets (): {
  sets: Ref<QuizSetEntry[] | undefined>
  /** Nothing is kept here: sets come from files, and are played at once. */
  isMissing: Ref<boolean>
  problem: Ref<string | undefined>
  load: () => Promise<void>
  /** @returns the id of the new set */
  make: () => Promise<string | undefined>
  makeSample: () => Promise<void>
} {
  const { t } = useI18n()
  const sets = ref<QuizSetEntry[]>()
  const { problem, attempt } = useApiProblem()

  const isMissing = ref(false)

  async function load (): Promise<void> {
    sets.value = await attempt(list) ?? sets.value
  }
  async function list (): Promise<QuizSetEntry[] | undefined> {
    try {
      return await setsApi.list()
    } catch (error) {
      isMissing.value = error instanceof ApiError && error.code === 'NOT_FOUND'
      if (isMissing.value) return undefined
      throw error
    }
  }
  async function add (set: Omit<QuizSet, 'id'>): Promise<string | undefined> {
    return (await attempt(() => setsApi.create(set)))?.id
  }
  return {
    sets,
    isMissing,
    problem,
    load,
    make: () => add(emptySet(t)),
    makeSample: async () => {
      await add(sampleSet(t))
      await load()
    }
  }
}
