import { useEventListener } from '@vueuse/core'
import { useConnection } from './store.ts'

/** Comes back at once when the tab is seen again or the network is back, instead of after the rest of a long wait. */
export function useWake (): void {
  const connection = useConnection()
  useEventListener(window, ['online', 'pageshow'], connection.wake)
  useEventListener(document, 'visibilitychange', () => { if (document.visibilityState === 'visible') connection.wake() })
}
