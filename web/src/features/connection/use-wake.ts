import { useEventListener, useWakeLock } from '@vueuse/core'
import { onMounted } from 'vue'
import { useConnection } from './store.ts'

/**
 * Keeps the screen on during class, and comes back at once when the tab is seen again or the network is back, instead of after the rest of a
 * long wait.
 */
export function useWake (): void {
  const connection = useConnection()
  const lock = useWakeLock()
  // Devices that save their battery refuse; the class goes on without.
  onMounted(() => { if (lock.isSupported.value) lock.request('screen').catch(() => {}) })
  useEventListener(window, ['online', 'pageshow'], connection.wake)
  useEventListener(document, 'visibilitychange', () => { if (document.visibilityState === 'visible') connection.wake() })
}
