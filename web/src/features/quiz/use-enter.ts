import { useEventListener } from '@vueuse/core'

/**
 * Sends on Enter, wherever the focus is but on something that Enter presses. While Hangul is composed, Enter ends the syllable first, and sends when
 * that has happened, so that nothing is sent twice and nobody has to press twice.
 */
export function useEnterToSend (send: () => void): void {
  let waits = false
  useEventListener(document, 'keydown', event => {
    const { key, target, repeat, ctrlKey, metaKey, altKey, shiftKey } = event
    const presses = target instanceof Element && target.closest('button, a, summary, textarea, [role=dialog], [role=tab]')
    if ((key !== 'Enter' && event.keyCode !== 229) || presses || repeat || ctrlKey || metaKey || altKey || shiftKey) return
    if (event.isComposing || event.keyCode === 229) {
      waits = event.code === 'Enter' || event.code === 'NumpadEnter'
      return
    }
    event.preventDefault()
    send()
  })
  useEventListener(document, 'compositionend', () => {
    if (!waits) return
    waits = false
    // The text field hears of the last letter after this.
    setTimeout(send)
  })
}
