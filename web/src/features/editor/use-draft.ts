import type { QuestionDraft, QuizSet } from '@protocol/quiz-set.ts'
import { useDebounceFn, useEventListener, useManualRefHistory } from '@vueuse/core'
import { computed, ref, shallowRef, watch } from 'vue'
import { useApiProblem } from '../entry/use-api-problem.ts'
import { setsApi } from '../sets/api.ts'
import { isReady, jumbled, replaced } from './draft.ts'
import { forgetDraft, keepDraft, keptDraft } from './kept.ts'

const saveAfterMs = 800
const undoAfterMs = 300

export type SaveState = 'saved' | 'saving' | 'unready' | 'failed'

/** A set that is being edited: kept on this device at every change, and by the server whenever it can be asked. */
export function useDraft (id: string) {
  const set = shallowRef<QuizSet>()
  const selected = ref(0)
  const saving = ref<SaveState>('saved')
  /** What was not saved last time is here again. */
  const restored = ref(false)
  const { problem, attempt } = useApiProblem()
  const history = useManualRefHistory(set, { capacity: 100 })
  const { canUndo, canRedo } = history
  const question = computed(() => set.value?.questions[selected.value])

  async function load (): Promise<void> {
    const found = await attempt(() => setsApi.read(id))
    if (!found) return
    const kept = keptDraft(id)
    restored.value = kept !== undefined && JSON.stringify(kept) !== JSON.stringify(found)
    set.value = restored.value ? kept : found
    history.commit()
    history.clear()
    if (restored.value) await save()
  }

  async function save (): Promise<void> {
    const now = set.value
    if (!now) return
    if (!isReady(now)) { saving.value = 'unready'; return }
    saving.value = 'saving'
    const questions = now.questions.map(one => one.type === 'order' ? jumbled(one) : one)
    const done = await attempt(() => setsApi.save({ ...now, questions }))
    // Saved later, with what has changed in the meantime.
    if (set.value !== now) return
    saving.value = done ? 'saved' : 'failed'
    if (done) forgetDraft(id)
  }
  const saveSoon = useDebounceFn(save, saveAfterMs)

  /** What was typed in one go is undone in one go. */
  function commit (): void {
    if (set.value !== history.last.value.snapshot) history.commit()
  }
  const commitSoon = useDebounceFn(commit, undoAfterMs)
  function undo (): void {
    commit()
    history.undo()
  }

  watch(set, (now, before) => {
    if (!now || !before) return
    keepDraft(now)
    saving.value = isReady(now) ? 'saving' : 'unready'
    if (selected.value >= now.questions.length) selected.value = Math.max(0, now.questions.length - 1)
    void saveSoon()
    void commitSoon()
  })
  useEventListener(window, 'online', () => { if (saving.value === 'failed') void save() })

  function change (next: QuestionDraft): void {
    if (set.value) set.value = replaced(set.value, selected.value, next)
  }

  return { set, selected, question, saving, restored, problem, canUndo, canRedo, undo, redo: history.redo, load, save, change }
}
export type Draft = ReturnType<typeof useDraft>
