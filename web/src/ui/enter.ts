import { useEventListener } from '@vueuse/core'

/** Handlers of keys and input methods, of a text field or of everything. */
export interface EnterHandlers {
  keydown: (event: KeyboardEvent) => void
  compositionend: (event: CompositionEvent) => void
}

/**
 * Enter sends. While Hangul is composed it ends the syllable first, and sends when that has happened, so that nothing is sent twice and nobody has to
 * press twice.
 * @param send gets what had the focus
 * @param takes whether a key is meant for it
 */
export function onEnter (send: (target: EventTarget | null) => void, takes: (event: KeyboardEvent) => boolean): EnterHandlers {
  let waiting = false
  return {
    keydown: event => {
      if (!takes(event)) return
      if (event.isComposing || event.keyCode === 229) {
        waiting = event.key === 'Enter' || event.code === 'Enter' || event.code === 'NumpadEnter'
      } else if (event.key === 'Enter') {
        event.preventDefault()
        send(event.target)
      }
    },
    compositionend: ({ target }) => {
      if (!waiting) return
      waiting = false
      // Some browsers put the last syllable into the field only after this event.
      setTimeout(() => send(target))
    }
  }
}

/** Sends on Enter, wherever the focus is but on something that Enter presses. */
export function useEnterToSend (send: () => void): void {
  const { keydown, compositionend } = onEnter(send, ({ target, repeat, ctrlKey, metaKey, altKey, shiftKey }) => {
    const presses = target instanceof Element && target.closest('button, a, summary, textarea, [role=dialog], [role=tab]')
    return !(presses || repeat || ctrlKey || metaKey || altKey || shiftKey)
  })
  useEventListener(document, 'keydown', keydown)
  useEventListener(document, 'compositionend', compositionend)
}
