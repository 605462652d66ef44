const clock = new Intl.DateTimeFormat('ko', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Seoul' })

/** The time of day in Seoul: "10:21". */
export const clockTime = (at: number): string => clock.format(at)

/** A length of time: "3:05", "1:02:00". */
export function duration (ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(part => String(part).padStart(2, '0'))
  return h === '00' ? `${m}:${s}` : `${h}:${m}:${s}`
}
