import { watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'

/** Names the window after what it shows, then the product. */
export function usePageTitle (text: () => string | undefined): void {
  const { t } = useI18n()
  watchEffect(() => {
    const name = text()
    document.title = name ? `${name} - ${t('app.name')}` : t('app.name')
  })
}
