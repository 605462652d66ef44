import { useEventListener, useIntervalFn, useWakeLock } from '@vueuse/core'
import { onMounted } from 'vue'
import { useConnection } from './store.ts'

const tickMs = 1000
const sleptMs = 5000

/** Not all browsers tell of changes between networks. */
const { connection: network } = navigator as Navigator & { connection?: EventTarget }

/**
 * Keeps the screen on during class, and makes sure of the link at once when the tab is seen again, the device has slept, or the network is back or
 * another one.
 */
export function useWake (): void {
  const connection = useConnection()
  const lock = useWakeLock()
  // Devices that save their battery refuse; the class goes on without.
  onMounted(() => { if (lock.isSupported.value) lock.request('screen').catch(() => {}) })
  useEventListener(window, ['online', 'pageshow'], connection.wake)
  useEventListener(network, 'change', connection.wake)
  useEventListener(document, 'visibilitychange', () => { if (document.visibilityState === 'visible') connection.wake() })
  // A page that a browser keeps for the way back may hold no link.
  useEventListener(window, 'pagehide', ({ persisted }) => { if (persisted) connection.rest() })

  let seen = Date.now()
  // A device that sleeps with the tab in view tells nobody, but its clock jumps.
  useIntervalFn(() => {
    const now = Date.now()
    if (now - seen > sleptMs) connection.wake()
    seen = now
  }, tickMs)
}
