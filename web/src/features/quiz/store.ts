import type { QuizCommand, TeacherQuizState, Value } from '@protocol/quiz.ts'
import type { Ack } from '@protocol/result.ts'
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { randomId } from '../../random.ts'
import { useClassroom } from '../class/store.ts'
import { useCommands } from '../connection/command.ts'
import { useProjection } from '../connection/projection.ts'
import { useSnapshots } from '../connection/snapshots.ts'
import { isBehind, quizEvents, quizOf, type QuizModel, withAnswer } from './model.ts'
import { keepPending, keptPending, type PendingAnswer } from './pending.ts'
import { isGuarded } from './steps.ts'

/** The quiz of the class. */
export const useQuiz = defineStore('quiz', () => {
  const classroom = useClassroom()
  const commands = useCommands()
  const snapshots = useSnapshots()
  const model = useProjection<QuizModel | undefined>('quiz', undefined, { snapshot: quizOf, events: quizEvents })

  const state = computed(() => model.value?.state)
  /** The same for teachers. */
  const course = computed(() => state.value && 'asked' in state.value ? state.value as TeacherQuizState : undefined)
  const phase = computed(() => state.value?.phase)
  const question = computed(() => state.value?.question ?? undefined)
  /** Names the opening of a question, over all questions. */
  const asked = computed(() => question.value && `${question.value.id}:${state.value?.round}`)
  /** Whether it is what everybody looks at. */
  const isRunning = computed(() => phase.value !== undefined && phase.value !== 'lobby' && phase.value !== 'end')

  /** The answer that is on its way. */
  const pending = ref<PendingAnswer>()
  /** The last answer came too late. */
  const missed = ref<string>()
  const isPending = computed(() => asked.value !== undefined && asked.value === nameOf(pending.value))
  const myAnswer = computed(() => model.value?.myAnswer ?? (isPending.value ? pending.value?.value : undefined))
  const isMissed = computed(() => asked.value !== undefined && missed.value === asked.value)

  async function deliver (answer: PendingAnswer): Promise<void> {
    const { qid, round, value, cmdId } = answer
    pending.value = answer
    const reply = await commands.send('quiz:answer', { qid, round, value }, { cmdId, quiet: true })
    if (pending.value?.cmdId !== cmdId) return
    pending.value = undefined
    // Who comes back goes on with it.
    if (!reply.ok && reply.code === 'NOT_JOINED') return
    keepPending(undefined)
    if (reply.ok) model.value = withAnswer(model.value, answer)
    else if (reply.code === 'ALREADY_ANSWERED') await snapshots.sync()
    else missed.value = nameOf(answer)
  }

  /** Gives the own answer; it waits for the link if that is down. */
  async function answer (value: Value): Promise<void> {
    const info = classroom.info
    if (!state.value || !question.value || !info || myAnswer.value !== undefined) return
    const given = { classCode: info.classCode, qid: question.value.id, round: state.value.round, value, cmdId: randomId() }
    keepPending(given)
    await deliver(given)
  }

  /** Takes a step of the quiz, as its teacher. */
  async function command (body: QuizCommand): Promise<Ack> {
    const rev = state.value?.rev
    return await commands.send('quiz:cmd', isGuarded(body.cmd) && rev !== undefined ? { ...body, rev } : body)
  }

  watch(asked, () => { missed.value = undefined }, { flush: 'sync' })
  watch(model, now => { if (now && isBehind(now)) void snapshots.sync() })
  snapshots.onSnapshot(snapshot => {
    const kept = keptPending()
    if (kept && !pending.value && snapshot.class.classCode === kept.classCode) void deliver(kept)
  })

  return { model, state, course, phase, question, asked, isRunning, myAnswer, isPending, isMissed, answer, command }
})

const nameOf = (answer: PendingAnswer | undefined): string | undefined => answer && `${answer.qid}:${answer.round}`
