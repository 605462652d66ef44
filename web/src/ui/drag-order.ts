import { useEventListener } from '@vueuse/core'
import { nextTick, type ShallowRef } from 'vue'

/**
 * Moves the items of a list by dragging them; fingers scroll with the rest of an item and drag by its grip (`data-grip`).
 * @returns the handler of pointerdown on the list
 */
export function useDragOrder (list: Readonly<ShallowRef<HTMLElement | null>>, move: (from: number, to: number) => void): (event: PointerEvent) => void {
  let dragged: Element | undefined
  const items = (): Element[] => [...list.value?.children ?? []]

  useEventListener(document, 'pointermove', event => {
    if (!dragged || !list.value) return
    const from = items().indexOf(dragged)
    const to = placeAt(list.value, from, event.clientY)
    if (to < 0 || to === from) return
    move(from, to)
    // A long list scrolls along.
    void nextTick(() => dragged?.scrollIntoView({ block: 'nearest' }))
  })
  useEventListener(document, ['pointerup', 'pointercancel'], () => { dragged = undefined })

  return event => {
    const { target, pointerType, button } = event
    if (!(target instanceof Element) || button !== 0 || target.closest('button')) return
    if (pointerType === 'touch' && !target.closest('[data-grip]')) return
    dragged = items().find(item => item.contains(target))
    if (dragged) event.preventDefault()
  }
}

/** Where in the list a height is; beyond its ends, one place further. */
function placeAt (list: HTMLElement, from: number, y: number): number {
  const { top, bottom } = list.getBoundingClientRect()
  if (y < top) return from - 1
  if (y > bottom) return Math.min(from + 1, list.children.length - 1)
  return [...list.children].findIndex(item => {
    const { top, bottom } = item.getBoundingClientRect()
    return y >= top && y <= bottom
  })
}
