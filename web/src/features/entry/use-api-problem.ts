import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { errorCodes } from '@protocol/result.ts'
import { ApiError } from './api.ts'

/** Runs requests, and keeps in words why the last one failed. */
export function useApiProblem (): { problem: Ref<string | undefined>, attempt: <T>(run: () => Promise<T>) => Promise<T | undefined> } {
  const { t } = useI18n()
  const problem = ref<string>()

  async function attempt<T> (run: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await run()
      problem.value = undefined
      return result
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const code = errorCodes.find(known => known === error.code)
      problem.value = t(code === undefined || code === 'FULL' ? 'problem.UNAVAILABLE' : `problem.${code}`)
      return undefined
    }
  }
  return { problem, attempt }
}
