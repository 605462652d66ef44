import { type ClassModes } from '../../../protocol/control.ts'
import { type ClassState } from '../state.ts'

export function modesOf ({ modes: { rev: _, ...modes }, chat }: ClassState): ClassModes {
  return { ...modes, chat: chat.mode }
}
