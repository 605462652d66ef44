import type { Role } from '@protocol/constants.ts'
import { useI18n } from 'vue-i18n'

export interface Named { name: string, role: Role, stuNo?: string | undefined }

/** How people are called. */
export interface Names {
  /** "17번 남궁민서", "한지민 선생님" */
  nameOf: (person: Named) => string
  /** The same to use in a sentence: "17번 남궁민서님", "한지민 선생님" */
  politely: (person: Named) => string
}

export function useNames (): Names {
  const { t } = useI18n()
  const nameOf = ({ name, role, stuNo }: Named): string => {
    if (role === 'TE') return t('people.teacher', { name })
    return stuNo === undefined ? name : t('people.pupil', { number: stuNo, name })
  }
  const politely = (person: Named): string => person.role === 'TE' ? nameOf(person) : t('people.honorific', { name: nameOf(person) })
  return { nameOf, politely }
}
