import { useLocalStorage } from '@vueuse/core'
import { watch } from 'vue'
import { createI18n } from 'vue-i18n'
import ko from './locales/ko.ts'

type Messages = typeof ko
declare module 'vue-i18n' {
  // The compiler checks the keys of the texts.
  interface DefineLocaleMessage extends Messages {}
}

export type Language = 'ko' | 'en'

/** The language that this person chose; Korean until they do. */
export const language = useLocalStorage<Language>('language', 'ko')

export const i18n = createI18n<[Messages], Language, false>({ legacy: false, locale: 'ko', fallbackLocale: 'ko', messages: { ko } as never })

async function speak (chosen: Language): Promise<void> {
  if (chosen === 'en') i18n.global.setLocaleMessage('en', (await import('./locales/en.ts')).default)
  i18n.global.locale.value = chosen
  document.documentElement.lang = chosen
}

/** Resolves when the texts of the chosen language are there, or could not be loaded and Korean stands in. */
export const languageReady = speak(language.value).catch(() => {})
watch(language, speak)
