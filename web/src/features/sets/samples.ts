import type { SetDraft } from './api.ts'

type Text = (key: 'sets.newTitle' | 'sets.newQuestion' | 'sets.newOption' | `sets.example.${ExampleText}`, values?: { n: number }) => string
type ExampleText = 'title' | 'single' | 'light' | 'breath' | 'water' | 'food' | 'ox' | 'short' | 'shortAnswer' | 'order' | 'seed' | 'leaf' | 'flower' | 'fruit' | 'poll' | 'easy' | 'fair' | 'hard'

/** A set with one question to write over. */
export function emptySet (t: Text): SetDraft {
  const options = [1, 2, 3, 4].map(n => ({ id: `o${n}`, text: t('sets.newOption', { n }) }))
  return { title: t('sets.newTitle'), scoring: 'accuracy', questions: [{ id: 'q1', type: 'single', text: t('sets.newQuestion'), options, answer: 'o1' }] }
}

/** A set to try out. */
export function sampleSet (t: Text): SetDraft {
  const text = (name: ExampleText): string => t(`sets.example.${name}`)
  const options = (...names: ExampleText[]): Array<{ id: string, text: string }> => names.map(id => ({ id, text: text(id) }))
  return {
    title: text('title'),
    scoring: 'accuracy',
    questions: [
      { id: 'q1', type: 'single', text: text('single'), options: options('light', 'breath', 'water', 'food'), answer: 'light' },
      { id: 'q2', type: 'ox', text: text('ox'), answer: 'O' },
      { id: 'q3', type: 'short', text: text('short'), answer: [text('shortAnswer')], seconds: 40 },
      { id: 'q4', type: 'order', text: text('order'), options: options('flower', 'seed', 'fruit', 'leaf'), answer: ['seed', 'leaf', 'flower', 'fruit'], seconds: 60 },
      { id: 'q5', type: 'poll', text: text('poll'), options: options('easy', 'fair', 'hard'), live: true, seconds: null }
    ]
  }
}
