import { type BroadcastFlags, type BroadcastOptions, type Room } from 'socket.io-adapter'

/** Which sockets are meant, as it stands in a frame. */
export interface Targets {
  rooms: readonly Room[]
  except: readonly Room[]
  flags: BroadcastFlags | undefined
}

/** What is said in a BROADCAST frame. */
export interface BroadcastMeta extends Targets {
  /** Tells the broadcasts of one node apart, and grows. */
  seq: number
  /** Clients get the token of its place with it. */
  token: boolean
}

/** What is said in a SOCKETS_JOIN and a SOCKETS_LEAVE frame. */
export interface RoomsMeta extends Targets { to: Room[] }

/** What is said in a DISCONNECT_SOCKETS frame. */
export interface DisconnectMeta extends Targets { close: boolean }

export function toTargets ({ rooms, except, flags }: BroadcastOptions): Targets {
  return { rooms: [...rooms], except: [...except ?? []], flags }
}

export function fromTargets ({ rooms, except, flags = {} }: Targets): BroadcastOptions {
  return { rooms: new Set(rooms), except: new Set(except), flags }
}

/** Whether a socket in these rooms is meant. */
export function isTarget ({ rooms: targets, except }: BroadcastOptions, rooms: ReadonlySet<Room>): boolean {
  const overlaps = (set: ReadonlySet<Room>) => {
    for (const room of set) if (rooms.has(room)) return true
    return false
  }
  return (targets.size === 0 || overlaps(targets)) && !(except && overlaps(except))
}
