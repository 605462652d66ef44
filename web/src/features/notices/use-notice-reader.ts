import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAnnouncer } from '../../ui/announcer.ts'
import { useNames } from '../class/names.ts'
import { useClassroom } from '../class/store.ts'
import { type Notice, useNotices } from './store.ts'

/** The words of a notice, and of so many others of its kind. */
export function useNoticeText (): (notice: Notice, others?: number) => string {
  const { t } = useI18n()
  const { politely } = useNames()
  const classroom = useClassroom()
  return ({ kind, uid, name, role }, others = 0) => {
    const stuNo = classroom.roster.find(person => person.uid === uid)?.stuNo
    const words = { name: politely({ name, role, stuNo }), n: others }
    return others > 0 ? t(`notices.many.${kind}`, words) : t(`notices.${kind}`, words)
  }
}

/** Reads new notices to screen readers, politely. */
export function useNoticeReader (): void {
  const store = useNotices()
  const { announce } = useAnnouncer()
  const textOf = useNoticeText()
  watch(() => store.notices, (now, before) => {
    const known = before.at(-1)?.id ?? 0
    for (const notice of now) if (notice.id > known) announce(textOf(notice))
  })
}
