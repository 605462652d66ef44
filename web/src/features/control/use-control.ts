import type { Control } from '@protocol/control.ts'
import type { Ack } from '@protocol/result.ts'
import { useCommands } from '../connection/command.ts'

/** Decides about the class or somebody in it. */
export function useControl (): (control: Control) => Promise<Ack> {
  const { send } = useCommands()
  return control => send('control', control)
}
