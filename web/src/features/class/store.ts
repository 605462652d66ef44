import type { Modes, RosterEntry, Snapshot } from '@protocol/snapshot.ts'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { useConnection } from '../connection/store.ts'
import { countOnline, pupilsInOrder, withArrival, withEntries, withStates } from './roster.ts'

/** The class as the server tells it: who I am, who is there, what is allowed. */
export const useClassroom = defineStore('class', () => {
  const connection = useConnection()
  const me = ref<Snapshot['me']>()
  const info = ref<Snapshot['class']>()
  const modes = ref<Modes>({ share: true })
  /** Everybody; empty for pupils, who only get counts. */
  const roster = ref<RosterEntry[]>([])
  const counts = ref({ te: 0, st: 0 })

  const isTeacher = computed(() => me.value?.role === 'TE')
  const pupils = computed(() => pupilsInOrder(roster.value))
  const mayShare = computed(() => isTeacher.value || modes.value.share)

  function setRoster (next: RosterEntry[]): void {
    roster.value = next
    counts.value = countOnline(next)
  }

  connection.bind(socket => {
    socket.on('joined', snapshot => {
      me.value = snapshot.me
      info.value = snapshot.class
      modes.value = snapshot.modes
      if (Array.isArray(snapshot.roster)) setRoster(snapshot.roster)
      else counts.value = snapshot.roster
    })
    socket.on('join', ({ uid, userName, userType }) => {
      if (isTeacher.value) setRoster(withArrival(roster.value, { uid, name: userName, role: userType }))
    })
    // Follows the announcements soon, and says more than they do.
    socket.on('people', ({ people, removed }) => setRoster(withEntries(roster.value, people, removed)))
    socket.on('disconnected', (_sessionId, { uid }) => {
      if (isTeacher.value) setRoster(withStates(roster.value, [{ uid, state: 'offline' }]))
    })
    socket.on('presence', notice => {
      if ('people' in notice) setRoster(withStates(roster.value, notice.people))
      else counts.value = { te: notice.te, st: notice.st }
    })
  })

  return { me, info, modes, roster, counts, isTeacher, pupils, mayShare }
})
