import { defineStore } from 'pinia'
import { computed } from 'vue'
import { useProjection } from '../connection/projection.ts'
import { pupilsInOrder } from './roster.ts'
import { classEvents, classOf, unknownClass } from './state.ts'

/** The class as the server tells it: who I am, who is there, what is allowed. */
export const useClassroom = defineStore('class', () => {
  const view = useProjection('control', unknownClass, { snapshot: classOf, events: classEvents })
  const me = computed(() => view.value.me)
  const info = computed(() => view.value.info)
  const modes = computed(() => view.value.modes)
  const roster = computed(() => view.value.roster)
  const banned = computed(() => view.value.banned)
  const counts = computed(() => view.value.counts)

  const isTeacher = computed(() => view.value.teaches)
  const pupils = computed(() => pupilsInOrder(roster.value))
  const mayShare = computed(() => isTeacher.value || (modes.value.share && !modes.value.paused && !me.value?.muted))

  return { me, info, modes, roster, banned, counts, isTeacher, pupils, mayShare }
})
