/** Moves the focus to a heading when its screen appears, so that a screen reader starts there. */
export const vFocus = { mounted: (heading: HTMLElement): void => heading.focus() }
