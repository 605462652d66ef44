import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAnnouncer } from '../../ui/announcer.ts'
import { useNames } from '../class/names.ts'
import { useClassroom } from '../class/store.ts'
import { useChat } from './store.ts'

/** Reads what others say to screen readers, politely. */
export function useChatReader (): void {
  const { t } = useI18n()
  const store = useChat()
  const classroom = useClassroom()
  const { announce } = useAnnouncer()
  const { nameOf } = useNames()
  watch(() => store.chat, (now, before) => {
    if (now.classCode !== before.classCode) return
    const known = before.lines.at(-1)?.id ?? 0
    for (const { id, uid, system, text, ...line } of now.lines) {
      if (id <= known || uid === classroom.me?.uid || system) continue
      announce(`${nameOf(line)}: ${text ?? t('chat.picture')}`)
    }
  })
}
