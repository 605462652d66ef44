import { Type } from 'typebox'
import { Control } from '../../../protocol/control.ts'
import { text, uid as uidText } from '../../../protocol/envelope.ts'
import { define, done, isFailure, reject, server, teachers, type Context, type Step } from '../command.ts'
import { renewed } from '../initial.ts'
import { record } from '../outbox.ts'
import { slotOf } from '../people/state.ts'
import * as phases from '../quiz/phases.ts'
import { type Quiz } from '../quiz/state.ts'
import { lower } from '../signals.ts'
import { type ClassState } from '../state.ts'
import { deal, decide, remove, unban } from './people.ts'
import { type Modes } from './state.ts'

export const controlCommands = {
  control: define({ from: teachers, data: Control, run: (context) => control(context) }),

  /** Somebody opens the class over HTTP, before anybody is in it. */
  'class:open': define({
    from: server,
    data: Type.Object({
      title: text(200, 0),
      capacity: Type.Integer({ minimum: 2, maximum: 500 }),
      password: Type.Optional(text(256)),
      owner: Type.Optional(uidText())
    }),
    run: ({ state, at, data: { title, capacity, password = null, owner = null } }) => {
      const isOver = state.run !== null && state.run.endedAt !== null
      const before = isOver ? renewed(state) : state
      const { info, access } = before
      if (info.owner !== null && info.owner !== owner) return reject('FORBIDDEN', 'somebody else has opened this class')
      return done({ ...before, access: { ...access, passed: [] }, info: { title, capacity, password, owner, createdAt: info.createdAt ?? at } })
    }
  })
}

function control ({ state, at, seed, data }: Context<Control>): Step {
  switch (data.cmd) {
    case 'lock': return done(switchModes(state, { locked: true }))
    case 'unlock': return done(switchModes(state, { locked: false }))
    case 'focus': return done(switchModes(state, { focus: data.on }))
    case 'share': return done(switchModes(state, { share: data.on }))
    case 'names': return done(switchModes(state, { names: data.on }))
    case 'pause': return done(pauseQuiz(switchModes(state, { paused: data.on }), data.on, at))
    case 'end': return done(endClass(state, at))
    case 'mute': return decide(state, data.uid, { muted: data.on })
    case 'time': return decide(state, data.uid, { factor: data.factor })
    case 'kick': return remove(state, data.uid, at, { ban: false })
    case 'ban': return data.on === false ? done(unban(state, data.uid)) : remove(state, data.uid, at, { ban: true })
    case 'team': return 'team' in data ? decide(state, data.uid, { team: data.team }) : deal(state, data.teams, seed)
    case 'lower': return done(data.uid === undefined ? lower(state) : lower(state, slotOf(state.people, data.uid)))
  }
}

function switchModes (state: ClassState, change: Partial<Modes>): ClassState {
  const { modes } = state
  const isSame = Object.entries(change).every(([name, value]) => modes[name as keyof Modes] === value)
  return isSame ? state : { ...state, modes: { ...modes, ...change, rev: modes.rev + 1 } }
}

/** The question rests while the class does, so that nobody loses time. */
function pauseQuiz (state: ClassState, isPaused: boolean, at: number): ClassState {
  return changeQuiz(state, (quiz) => isPaused ? phases.pause(quiz, at) : phases.resume(quiz, at))
}

function endClass (state: ClassState, at: number): ClassState {
  const ended = changeQuiz(state, (quiz) => phases.end(quiz, at))
  return record({ ...ended, run: state.run && { ...state.run, endedAt: at } }, { kind: 'end', endedAt: at }, at)
}

function changeQuiz (state: ClassState, change: (quiz: Quiz) => ReturnType<typeof phases.end>): ClassState {
  const { quiz } = state
  const changed = quiz && change(quiz)
  return !changed || isFailure(changed) ? state : { ...state, quiz: { ...changed, rev: quiz.rev + 1 } }
}
