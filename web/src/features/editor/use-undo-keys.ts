import { useEventListener } from '@vueuse/core'
import { isBusy } from '../../ui/focus.ts'

/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) outside of fields, which undo their own typing. */
export function useUndoKeys ({ undo, redo }: { undo: () => void, redo: () => void }): void {
  useEventListener(document, 'keydown', event => {
    const { code, ctrlKey, metaKey, shiftKey, target } = event
    if (!(ctrlKey || metaKey) || (code !== 'KeyZ' && code !== 'KeyY') || (target instanceof Element && isBusy(target))) return
    event.preventDefault()
    if (shiftKey || code === 'KeyY') redo()
    else undo()
  })
}
