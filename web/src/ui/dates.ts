import { type Language, language } from '../i18n.ts'

const zone = { timeZone: 'Asia/Seoul' } as const
const formats: Record<'day' | 'moment', Intl.DateTimeFormatOptions> = {
  day: { ...zone, month: 'short', day: 'numeric', weekday: 'short' },
  moment: { ...zone, year: 'numeric', month: 'short', day: 'numeric', weekday: 'short', hour: 'numeric', minute: '2-digit' }
}

/** A day or a moment as people in Korea say it, in the language of the screen. */
export function dateText (at: number, format: keyof typeof formats, spoken: Language = language.value): string {
  return new Intl.DateTimeFormat(spoken, formats[format]).format(at)
}
