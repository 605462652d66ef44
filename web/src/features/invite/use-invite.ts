import { computed, type ComputedRef } from 'vue'
import { isOpenMode } from '../entry/session.ts'
import { useClassroom } from '../class/store.ts'

/** How pupils get in. */
export interface Invite {
  /** Whether the code alone lets somebody in; otherwise only the opening service does. */
  open: boolean
  code: ComputedRef<string>
  /** The address under which pupils join by typing their name. */
  link: ComputedRef<string>
}

export function useInvite (): Invite {
  const classroom = useClassroom()
  const code = computed(() => classroom.info?.classCode ?? '')
  return { open: isOpenMode(), code, link: computed(() => guestLink(code.value)) }
}

/** The address under which pupils join a class by typing their name. */
export function guestLink (classCode: string): string {
  return `${location.origin}/join/${classCode}`
}
