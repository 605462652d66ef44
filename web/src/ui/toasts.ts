import { defineStore } from 'pinia'
import { ref } from 'vue'

const shownMs = 4000

/** Confirms what a person just did, for four seconds. */
export const useToasts = defineStore('toasts', () => {
  const text = ref<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function toast (next: string): void {
    clearTimeout(timer)
    text.value = next
    timer = setTimeout(() => { text.value = undefined }, shownMs)
  }

  return { text, toast }
})
