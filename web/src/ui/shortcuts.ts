import { type RemovableRef, useEventListener, useLocalStorage } from '@vueuse/core'
import { isBusy } from './focus.ts'

/** Whether this person wants single-key shortcuts. */
export const useShortcutSetting = (): RemovableRef<boolean> => useLocalStorage('shortcuts', true)

/** Actions by the place of their key on the keyboard, so that they work while Hangul is on; `Shift+` in front where needed. */
export type Shortcuts = Record<string, () => void>

/** It covers what most shortcuts act on. */
const sheet = '.pupil__sheet'

/** What the space bar presses by itself. */
const pressed = 'button, a, summary, input, [role=tab], [role=menuitem]'

/** Runs actions on single keys: not while somebody types, a dialog or a sheet is open, or the shortcuts are switched off. */
export function useShortcuts (shortcuts: Shortcuts): void {
  const enabled = useShortcutSetting()
  useEventListener(document, 'keydown', event => {
    const { target, ctrlKey, metaKey, altKey, shiftKey, repeat } = event
    const action = shortcuts[`${shiftKey ? 'Shift+' : ''}${event.code}`]
    if (!action || !enabled.value || ctrlKey || metaKey || altKey || repeat || (target instanceof Element && (isBusy(target) || target.closest(sheet) || (event.code === 'Space' && target.closest(pressed))))) return
    event.preventDefault()
    action()
  })
}
