import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { bestOffset, type Sample, sampleOf, withSample } from './clock.ts'
import { useConnection } from './store.ts'

const firstPings = 5
const intervalMs = 30_000
const timeoutMs = 5000

/** The clock of the class: this device's clock corrected by what the server says. */
export const useClock = defineStore('clock', () => {
  const connection = useConnection()
  const samples = ref<Sample[]>([])
  /** How far the server is ahead, in ms. */
  const offset = ref(0)

  async function ping (): Promise<void> {
    const t0 = Date.now()
    const reply = await connection.live()?.timeout(timeoutMs).emitWithAck('time:ping', { t0 }).catch(() => undefined)
    if (!reply?.ok) return
    samples.value = withSample(samples.value, sampleOf({ t0, t1: reply.t1, t2: reply.t2, t3: Date.now() }))
    offset.value = bestOffset(samples.value)
  }

  async function pingMany (): Promise<void> {
    for (let count = 0; count < firstPings; count++) await ping()
  }

  watch(() => connection.state, state => { if (state === 'joined') void pingMany() })
  watch(useDocumentVisibility(), visibility => { if (visibility === 'visible') void ping() })
  useIntervalFn(ping, intervalMs)

  /** The server's time, ms since the epoch. */
  const now = (): number => Date.now() + offset.value

  return { offset, now }
})
