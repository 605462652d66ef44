import { useClipboard } from '@vueuse/core'
import { useI18n } from 'vue-i18n'
import { useToasts } from './toasts.ts'

/** Copies a text and says so. */
export function useCopy (): (text: string) => Promise<void> {
  const { t } = useI18n()
  const { toast } = useToasts()
  // legacy: the clipboard API needs a secure context
  const { copy } = useClipboard({ legacy: true })
  return async text => {
    await copy(text)
    toast(t('common.copied'))
  }
}
