const busyPlaces = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=dialog]'

/** Whether somebody types or answers a dialog there, and is not to be disturbed. */
export function isBusy (place: Element | null): boolean {
  return place?.closest(busyPlaces) != null
}

/** Moves the focus to a heading when its screen appears, so that a screen reader starts there. */
export const vFocus = {
  mounted: (heading: HTMLElement): void => { if (!isBusy(document.activeElement)) heading.focus() }
}
