import type { QuizCommand, TeacherQuizState } from '@protocol/quiz.ts'

export type StepName = 'start' | 'open' | 'reveal' | 'board' | 'next' | 'finish'
/** What the primary button of the teacher does, and how it is called. */
export interface Step { name: StepName, cmd: 'start' | 'open' | 'reveal' | 'board' | 'next' }

const step = (cmd: Step['cmd'], name: StepName = cmd): Step => ({ cmd, name })

/** The next step of a quiz; none after its end. */
export function nextStep ({ phase, question, idx, asked }: Pick<TeacherQuizState, 'phase' | 'question' | 'idx' | 'asked'>): Step | undefined {
  const isLast = asked.every((status, index) => index <= idx || status !== null)
  switch (phase) {
    case 'lobby': return step('start')
    case 'read': return step('open')
    case 'open':
    case 'locked': return step('reveal')
    case 'reveal': return question?.type === 'poll' && !isLast ? step('next') : step('board')
    case 'board': return isLast ? step('next', 'finish') : step('next')
    case 'end': return undefined
  }
}

export type SideStep = 'lock' | 'extend' | 'pause' | 'resume' | 'skip' | 'void' | 'again' | 'end'

/** What else the teacher may do now. */
export function sideSteps ({ phase, closesAt, pausedLeft, asked, idx }: Pick<TeacherQuizState, 'phase' | 'closesAt' | 'pausedLeft' | 'asked' | 'idx'>): SideStep[] {
  const rest: SideStep = pausedLeft === undefined ? 'pause' : 'resume'
  switch (phase) {
    case 'read': return ['skip', rest]
    case 'open': return ['skip', rest, 'lock', ...closesAt === null ? [] : ['extend' as const]]
    case 'locked': return ['skip', 'again']
    case 'reveal': return [...asked[idx] === 'void' ? [] : ['void' as const], 'again', 'end']
    case 'board': return ['again', 'end']
    case 'lobby':
    case 'end': return []
  }
}

/** Steps that another window may have taken already: they say at which state they were meant. */
const guarded: ReadonlyArray<QuizCommand['cmd']> = ['start', 'open', 'next', 'skip']
export const isGuarded = (cmd: QuizCommand['cmd']): boolean => guarded.includes(cmd)
