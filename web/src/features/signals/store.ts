import type { Pace, Reaction } from '@protocol/signal.ts'
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { useCommands } from '../connection/command.ts'
import { useProjection } from '../connection/projection.ts'
import { queueOf, quiet, signalEvents, signalsOf } from './state.ts'

/** Hands, calls for help, pace and reactions. */
export const useSignals = defineStore('signals', () => {
  const { send } = useCommands()
  const signals = useProjection(undefined, quiet, { snapshot: signalsOf, events: signalEvents })
  const queue = computed(() => queueOf(signals.value))

  async function raise (kind: 'hand' | 'help', on: boolean): Promise<void> {
    const reply = await send('signal', { kind, on })
    if (reply.ok) signals.value = { ...signals.value, [kind]: on }
  }
  async function say (pace: Pace): Promise<void> {
    const reply = await send('signal', { kind: 'pace', value: pace })
    if (reply.ok) signals.value = { ...signals.value, pace }
  }
  const react = (value: Reaction) => send('signal', { kind: 'reaction', value })

  return { signals, queue, raise, say, react }
})
