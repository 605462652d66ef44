/** What is known of a class before anybody comes. */
export interface Info {
  title: string
  /** Pupils at a time. */
  capacity: number
  /** Hash, for whoever checks passwords; no view shows it. */
  password: string | null
  /** uid of who opened the class. */
  owner: string | null
  createdAt: number | null
}

export const unopened: Info = { title: '', capacity: 500, password: null, owner: null, createdAt: null }

/** Switches of the teacher. */
export interface Modes {
  rev: number
  locked: boolean
  focus: boolean
  paused: boolean
  share: boolean
  names: boolean
}

export const usualModes: Modes = { rev: 0, locked: false, focus: false, paused: false, share: true, names: false }
