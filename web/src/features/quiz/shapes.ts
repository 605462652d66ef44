import type { Body } from '../../ui/friends.ts'

/** The shapes of answers, in a box of 24 x 24. */
export const shapes: Record<Body, string> = {
  1: 'M12 3.6L21.4 20H2.6Z',
  2: 'M12 2.4L21.6 12 12 21.6 2.4 12Z',
  3: 'M12 2.4a9.6 9.6 0 1 0 0 19.2a9.6 9.6 0 1 0 0-19.2Z',
  4: 'M3.6 3.6h16.8v16.8H3.6Z',
  5: 'M12 2L15 9 22 9.4 16.6 14.2 18.4 21.4 12 17.4 5.6 21.4 7.4 14.2 2 9.4 9 9Z',
  6: 'M12 2.6L21.4 9.6 17.8 20.6H6.2L2.6 9.6Z'
}

/** The letters O and X, in a box of 32 x 32. */
export const letters: Record<string, string> = {
  O: 'M16 4.5a11.5 11.5 0 1 0 0 23a11.5 11.5 0 1 0 0-23Z',
  X: 'M6 6l20 20M26 6L6 26'
}
