import type { TeacherQuizState } from '@protocol/quiz.ts'
import { createPinia, setActivePinia } from 'pinia'
import t, { type Test } from 'tap'
import { effectScope } from 'vue'
import { until } from '../../../../server/test/helper.ts'
import type * as commands from '../../../src/features/connection/command.ts'
import type * as stores from '../../../src/features/quiz/store.ts'
import type * as courses from '../../../src/features/quiz/use-course.ts'
import type * as toasts from '../../../src/ui/toasts.ts'
import { createLoader } from '../../helpers/load.ts'

const question = { id: 'q1', type: 'single', text: '무엇일까요?', options: [{ id: 'o1', text: '하나' }], points: 1000, seconds: 20, readSeconds: 0, answer: 'o1' } as const
const state = (over: Partial<TeacherQuizState>): TeacherQuizState => ({
  v: 1, at: 1000, rev: 5, title: '식물', scoring: 'accuracy', idx: 0, total: 2, round: 1, opensAt: 1000, closesAt: 21_000, phase: 'open', question, asked: ['asked', null], ...over
} as TeacherQuizState)

t.test('steps of a teacher whose link is down: they wait for it', async t => {
  const load = await createLoader(t)
  const { useQuiz } = await load<typeof stores>('/src/features/quiz/store.ts')
  const { useCourse } = await load<typeof courses>('/src/features/quiz/use-course.ts')
  const { useCommands } = await load<typeof commands>('/src/features/connection/command.ts')
  const { useToasts } = await load<typeof toasts>('/src/ui/toasts.ts')

  function start (t: Test) {
    setActivePinia(createPinia())
    const scope = effectScope()
    t.teardown(() => scope.stop())
    const quiz = useQuiz()
    const tell = (over: Partial<TeacherQuizState>): void => { quiz.model = { state: state(over), answeredBy: [], latest: over.rev ?? 5 } }
    tell({})
    return { ...scope.run(useCourse)!, tell, sent: () => useCommands().pending, toast: () => useToasts().text }
  }

  t.test('pressed twice, it is one step', async t => {
    const { next, busy, sent } = start(t)
    t.equal(busy.value, false)
    void next()
    t.equal(busy.value, true)
    void next()
    t.equal(sent(), 1)
  })

  t.test('the step after it is taken, although the reply of the first has not come', async t => {
    const { next, side, busy, tell, sent, toast } = start(t)
    void next()
    tell({ rev: 6, phase: 'reveal' })
    t.equal(busy.value, false)
    void next()
    t.equal(sent(), 2)
    void side('again', { sure: true })
    t.equal(sent(), 3, 'nor is any other')
    t.equal(toast(), undefined)
  })

  t.test('time is added as often as it is asked for', async t => {
    const { side, sent } = start(t)
    void side('extend')
    void side('extend')
    t.equal(sent(), 2)
  })

  t.test('when another window leads on, a press at that moment is no step, and is told so', async t => {
    const { next, tell, sent, toast } = start(t)
    tell({ rev: 6, phase: 'reveal' })
    void next()
    t.equal(sent(), 0)
    t.type(toast(), 'string')
    await until(() => {
      void next()
      return sent() === 1
    })
    t.pass('a moment later it is one again')
  })
})
