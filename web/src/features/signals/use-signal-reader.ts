import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAnnouncer } from '../../ui/announcer.ts'
import { useNames } from '../class/names.ts'
import { useClassroom } from '../class/store.ts'
import { useSignals } from './store.ts'

/** Reads to a teacher's screen reader who asks for them. */
export function useSignalReader (): void {
  const { t } = useI18n()
  const store = useSignals()
  const classroom = useClassroom()
  const { announce } = useAnnouncer()
  const { nameOf } = useNames()
  watch(() => store.queue, (now, before) => {
    for (const [uid, { help }] of now) {
      const person = before.has(uid) ? undefined : classroom.roster.find(one => one.uid === uid)
      if (person) announce(t(help ? 'signal.help.announce' : 'signal.hand.announce', { name: nameOf(person) }))
    }
  })
}
