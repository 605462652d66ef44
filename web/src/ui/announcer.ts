import { defineStore } from 'pinia'
import { ref } from 'vue'
import { isBusy } from './focus.ts'

const pauseMs = 3000

/** What a screen reader is told, politely: lines that come faster than one in three seconds are joined. */
export const useAnnouncer = defineStore('announcer', () => {
  const message = ref('')
  let waiting: string[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush (): void {
    timer = undefined
    if (waiting.length === 0) return
    if (!isBusy(document.activeElement)) {
      message.value = waiting.join(', ')
      waiting = []
    }
    timer = setTimeout(flush, pauseMs)
  }

  function announce (line: string): void {
    waiting.push(line)
    if (timer === undefined) flush()
  }

  return { message, announce }
})
