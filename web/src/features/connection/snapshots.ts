import type { ClassSnapshot } from '@protocol/class-snapshot.ts'
import { useDebounceFn } from '@vueuse/core'
import { defineStore } from 'pinia'
import { useConnection } from './store.ts'

const syncMs = 300
const timeoutMs = 5000

/** Snapshots of the class: the one of joining, and those that are asked for when something was missed. */
export const useSnapshots = defineStore('snapshots', () => {
  const connection = useConnection()
  const listeners: Array<(snapshot: ClassSnapshot) => void> = []

  function tell (snapshot: ClassSnapshot): void {
    for (const listener of listeners) listener(snapshot)
  }
  connection.bind(socket => { socket.on('joined', tell) })

  function onSnapshot (listener: (snapshot: ClassSnapshot) => void): void {
    listeners.push(listener)
  }

  /** Asks for a fresh one; calls that come close together are one. */
  const sync = useDebounceFn(async () => {
    const reply = await connection.live()?.timeout(timeoutMs).emitWithAck('state:sync', {}).catch(() => undefined)
    if (reply?.ok) tell(reply)
  }, syncMs)

  return { onSnapshot, sync }
})
