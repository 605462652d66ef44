import { noAccess } from './access.ts'
import { noBoards } from './boards.ts'
import { emptyChat } from './chat/state.ts'
import { unopened, usualModes } from './control/state.ts'
import { emptyOutbox } from './outbox.ts'
import { nobody } from './people/state.ts'
import { neverDrawn } from './picker.ts'
import { silence } from './signals.ts'
import { type ClassState } from './state.ts'
import { noWidgets } from './widgets.ts'

/** A class that begins anew: what was tried at its door and what waits to be recorded stays. */
export function renewed ({ classCode, access, outbox }: ClassState): ClassState {
  return { ...emptyClass(classCode), access, outbox }
}

/** A class that nobody has been in. */
export function emptyClass (classCode: string): ClassState {
  return {
    classCode,
    run: null,
    info: unopened,
    modes: usualModes,
    access: noAccess,
    people: nobody,
    retries: [],
    quiz: null,
    picker: neverDrawn,
    widgets: noWidgets,
    signals: silence,
    chat: emptyChat,
    media: null,
    boards: noBoards,
    outbox: emptyOutbox
  }
}
