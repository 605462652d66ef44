/** Two letters for an avatar: the end of a name in one word (a Korean given name), else the first word's beginning. */
export function initials (name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = Array.from(words[0] ?? '')
  return (words.length === 1 ? letters.slice(-2) : letters.slice(0, 2)).join('')
}

/** A tint from 1 to 6 that stays the same for one person. */
export function tint (uid: string): number {
  let sum = 0
  for (const letter of uid) sum = (sum * 31 + letter.charCodeAt(0)) % 997
  return sum % 6 + 1
}
