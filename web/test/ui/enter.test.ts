import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { onEnter } from '../../src/ui/enter.ts'

/** A text field, and what was sent from it. */
function field () {
  const sent: string[] = []
  const target = { value: '' }
  const { keydown, compositionend } = onEnter(() => { sent.push(target.value); target.value = '' }, ({ shiftKey }) => !shiftKey)
  const press = (rest: object = {}): void => keydown({ key: 'Enter', shiftKey: false, isComposing: false, preventDefault: () => {}, target, ...rest } as unknown as KeyboardEvent)
  return { sent, target, press, end: () => compositionend({ target } as unknown as CompositionEvent) }
}

t.test('Enter sends, Shift+Enter and other keys do not', async t => {
  const { sent, target, press } = field()
  target.value = 'hello'
  press({ shiftKey: true })
  press({ key: 'a' })
  t.strictSame(sent, [])
  press()
  t.strictSame(sent, ['hello'])
})

t.test('Enter that ends a syllable sends once, with the syllable', async t => {
  const { sent, target, press, end } = field()
  target.value = '기'
  press({ isComposing: true })
  end()
  target.value = '기공'
  while (sent.length === 0) await setImmediate()
  t.strictSame(sent, ['기공'])
  press()
  t.strictSame(sent, ['기공', ''], 'the same key, told once more, has nothing left to send')
  end()
  await setImmediate()
  t.equal(sent.length, 2, 'a syllable that ends by itself sends nothing')
})

t.test('an input method that hides which key it took: the place of the key says it', async t => {
  const { sent, target, press, end } = field()
  target.value = '기공'
  press({ key: 'Process', code: 'KeyR', keyCode: 229 })
  end()
  await setImmediate()
  press({ key: 'Process', code: 'Enter', keyCode: 229 })
  end()
  while (sent.length === 0) await setImmediate()
  t.strictSame(sent, ['기공'])
})
