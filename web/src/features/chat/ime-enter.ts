/** Handlers of a text field in which Enter sends. */
export interface EnterHandlers {
  keydown: (event: KeyboardEvent) => void
  compositionend: (event: CompositionEvent) => void
}

/**
 * Enter that ends a Hangul syllable first lets it be finished, then sends, once; Shift+Enter is a new line.
 * @param send gets the whole text
 */
export function onEnter (send: (text: string) => void): EnterHandlers {
  let waiting = false
  const textOf = (target: EventTarget | null): string => (target as HTMLTextAreaElement).value
  return {
    keydown: event => {
      if (event.key !== 'Enter' || event.shiftKey) return
      if (event.isComposing) {
        waiting = true
        return
      }
      event.preventDefault()
      send(textOf(event.target))
    },
    compositionend: ({ target }) => {
      if (!waiting) return
      waiting = false
      // Some browsers put the last syllable into the field only after this event.
      setTimeout(() => send(textOf(target).replace(/\n$/, '')))
    }
  }
}
