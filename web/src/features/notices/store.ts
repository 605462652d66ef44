import type { Role } from '@protocol/constants.ts'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useClassroom } from '../class/store.ts'
import { useConnection } from '../connection/store.ts'

/** A line about somebody who came or went. */
export interface Notice {
  id: number
  kind: 'joined' | 'left'
  uid: string
  name: string
  role: Role
}

const keep = 50

/** The last lines, oldest first. */
export function withNotice (notices: readonly Notice[], notice: Omit<Notice, 'id'>): Notice[] {
  return [...notices, { ...notice, id: (notices.at(-1)?.id ?? 0) + 1 }].slice(-keep)
}

export const useNotices = defineStore('notices', () => {
  const classroom = useClassroom()
  const notices = ref<Notice[]>([])

  function add (kind: Notice['kind'], { uid, userName, userType }: { uid: string, userName: string, userType: Role }): void {
    if (uid === classroom.me?.uid) return
    notices.value = withNotice(notices.value, { kind, uid, name: userName, role: userType })
  }

  useConnection().bind(socket => {
    socket.on('join', person => add('joined', person))
    socket.on('disconnected', (_sessionId, person) => add('left', person))
  })

  return { notices }
})
