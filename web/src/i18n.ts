import { useLocalStorage } from '@vueuse/core'
import { watch } from 'vue'
import { createI18n } from 'vue-i18n'
import ko from './locales/ko.ts'

declare module 'vue-i18n' {
  // The keys of the texts are checked by the compiler.
  interface DefineLocaleMessage extends Messages {}
}
type Messages = typeof ko

export const languages = ['ko', 'en'] as const
export type Language = typeof languages[number]

/** The language that this person chose; Korean until they do. */
export const language = useLocalStorage<Language>('language', 'ko')

export const i18n = createI18n<[Messages], Language, false>({ legacy: false, locale: 'ko', fallbackLocale: 'ko', messages: { ko } as never })

/** Follows the choice; English is loaded when it is needed. */
watch(language, async chosen => {
  const { global } = i18n
  if (chosen === 'en') global.setLocaleMessage('en', (await import('./locales/en.ts')).default)
  global.locale.value = chosen
  document.documentElement.lang = chosen
}, { immediate: true })
