import { useEventListener, useLocalStorage } from '@vueuse/core'
import type { RemovableRef } from '@vueuse/core'

/** Whether this person wants single-key shortcuts. */
export const useShortcutSetting = (): RemovableRef<boolean> => useLocalStorage('shortcuts', true)

/** A key by its place on the keyboard, so that it works while Hangul is on; `Shift+` in front where it needs that. */
export type Shortcuts = Record<string, () => void>

/** Runs actions on single keys: not while somebody types, a dialog is open, or the shortcuts are switched off. */
export function useShortcuts (shortcuts: Shortcuts): void {
  const enabled = useShortcutSetting()
  useEventListener(document, 'keydown', event => {
    const { target, shiftKey } = event
    if (!enabled.value || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return
    if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], [role=dialog]')) return
    const action = shortcuts[`${shiftKey ? 'Shift+' : ''}${event.code}`]
    if (!action) return
    event.preventDefault()
    action()
  })
}
