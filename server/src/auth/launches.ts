/** Remembers which launches were used. */
export interface LaunchRegister {
  /**
   * @param jti - id of the launch
   * @param until - when the launch expires and may be forgotten, in ms since the epoch
   * @returns false when it was used before
   */
  use (jti: string, until: number): Promise<boolean>
}

/** Remembers the launches that were used on this node. */
export function createLaunchRegister (): LaunchRegister {
  const used = new Map<string, number>()
  return {
    async use (jti, until) {
      const now = Date.now()
      // A launch lives for a minute, so the oldest ones are those that have expired.
      for (const [id, expiry] of used) {
        if (expiry > now) break
        used.delete(id)
      }
      if (used.has(jti)) return false
      used.set(jti, until)
      return true
    }
  }
}
