import { useEventListener } from '@vueuse/core'
import { type ShallowRef } from 'vue'

/** Moves the items of a list by dragging them; fingers scroll with the rest of an item and drag by its grip. */
export function useDragOrder (list: Readonly<ShallowRef<HTMLElement | null>>, move: (from: number, to: number) => void): (event: PointerEvent) => void {
  let dragged: Element | undefined
  const items = (): Element[] => [...list.value?.children ?? []]

  useEventListener(document, 'pointermove', event => {
    if (!dragged) return
    const all = items()
    const from = all.indexOf(dragged)
    const to = all.findIndex(item => {
      const { top, bottom } = item.getBoundingClientRect()
      return event.clientY >= top && event.clientY <= bottom
    })
    if (to >= 0 && to !== from) move(from, to)
  })
  useEventListener(document, ['pointerup', 'pointercancel'], () => { dragged = undefined })

  return event => {
    if (!(event.target instanceof Element) || event.target.closest('button')) return
    if (event.pointerType === 'touch' && !event.target.closest('.order__grip')) return
    dragged = event.target.closest('.order__item') ?? undefined
    if (dragged) event.preventDefault()
  }
}
