import { computed, type ComputedRef } from 'vue'
import { type RouteLocationRaw, useRoute } from 'vue-router'

export type DeskView = 'sets' | 'classes'

/** What a teacher works at beside the class: the address says which page, and which set or lesson. */
export function useDesk (): {
  view: ComputedRef<DeskView | undefined>
  id: ComputedRef<string | undefined>
  /** The address of a page; without one, of the class. */
  to: (view?: DeskView, id?: string) => RouteLocationRaw
} {
  const route = useRoute()
  const text = (name: string): string | undefined => { const value = route.params[name]; return typeof value === 'string' && value !== '' ? value : undefined }
  return {
    view: computed(() => { const view = text('view'); return view === 'sets' || view === 'classes' ? view : undefined }),
    id: computed(() => text('id')),
    to: (view, id) => ({ name: 'class', params: { classCode: text('classCode') ?? '', view: view ?? '', id: id ?? '' } })
  }
}
