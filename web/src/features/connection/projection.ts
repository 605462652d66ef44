import type { ClassEvents } from '@protocol/class-events.ts'
import type { ClassSnapshot, FeatureName } from '@protocol/class-snapshot.ts'
import { type ShallowRef, shallowRef } from 'vue'
import { useSnapshots } from './snapshots.ts'
import { useConnection } from './store.ts'

/** What a feature makes of a snapshot, and of the events after it. */
export interface Reducers<State> {
  snapshot: (state: State, snapshot: ClassSnapshot) => State
  events: { [E in keyof ClassEvents]?: (state: State, ...told: Parameters<ClassEvents[E]>) => State }
}

type AnyReducer<State> = (state: State, ...told: Array<{ rev?: number }>) => State

/**
 * The state of a feature as the server tells it. When an event was missed, a fresh snapshot is asked for.
 * @param feature whose events are counted; undefined when they are not
 */
export function useProjection<State> (feature: FeatureName | undefined, initial: State, { snapshot: start, events }: Reducers<State>): ShallowRef<State> {
  const snapshots = useSnapshots()
  const state = shallowRef(initial)
  let rev: number | undefined

  snapshots.onSnapshot(snapshot => {
    rev = feature && snapshot.revs[feature]
    state.value = start(state.value, snapshot)
  })
  useConnection().bind(socket => {
    // The compiler loses which reducer belongs to which event; the type of `events` has checked it.
    const reducers = events as Record<string, AnyReducer<State> | undefined>
    socket.onAny((event: string, ...told: Array<{ rev?: number }>) => {
      const reduce = reducers[event]
      if (!reduce) return
      const seen = told[0]?.rev
      if (rev !== undefined && seen !== undefined) {
        if (seen > rev + 1) void snapshots.sync()
        rev = Math.max(rev, seen)
      }
      state.value = reduce(state.value, ...told)
    })
  })
  return state
}
