/**
 * Lets through so many per second on average, and as many at once.
 * @returns a function that says whether one more may pass now
 */
export function createTokenBucket (perSecond: number, now: () => number = () => performance.now()): () => boolean {
  let tokens = perSecond
  let filledAt = now()
  return () => {
    const time = now()
    tokens = Math.min(perSecond, tokens + (time - filledAt) / 1000 * perSecond)
    filledAt = time
    if (tokens < 1) return false
    tokens--
    return true
  }
}
