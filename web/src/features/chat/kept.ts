import type { Chat, Draft } from './state.ts'

type Owner = Pick<Chat, 'me' | 'classCode'>

const key = 'chatDrafts'

/** Keeps what the class has not taken yet over a reload. */
export function keepDrafts ({ me, classCode, drafts }: Owner & Pick<Chat, 'drafts'>): void {
  if (drafts.length > 0) sessionStorage.setItem(key, JSON.stringify({ me, classCode, drafts }))
  else sessionStorage.removeItem(key)
}

/** What this person has kept in this class. */
export function keptDrafts ({ me, classCode }: Owner): readonly Draft[] {
  const text = sessionStorage.getItem(key)
  const kept: Owner & { drafts: Draft[] } | null = text === null ? null : JSON.parse(text)
  return kept?.me === me && kept.classCode === classCode ? kept.drafts : []
}
