import { refDebounced, useTimeoutFn } from '@vueuse/core'
import { computed, type ComputedRef, ref, watch } from 'vue'
import { useConnection } from './store.ts'

/** What the banner says, if anything. */
export type LinkNews = 'down' | 'back' | undefined

const calmMs = 1500
const backMs = 4000

/** Brief drops stay unseen; a long one is announced, and so is its end. */
export function useLinkBanner (): ComputedRef<LinkNews> {
  const connection = useConnection()
  const lost = computed(() => connection.state === 'reconnecting')
  const lostLong = refDebounced(lost, calmMs)
  const back = ref(false)
  const { start, stop } = useTimeoutFn(() => { back.value = false }, backMs, { immediate: false })
  const down = computed(() => lost.value && lostLong.value)

  watch(down, (is, was) => {
    back.value = was && connection.state === 'joined'
    if (back.value) start()
    else stop()
  })
  return computed(() => down.value ? 'down' : back.value ? 'back' : undefined)
}
