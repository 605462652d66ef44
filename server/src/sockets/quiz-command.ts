import { type QuizCommand } from '../../protocol/quiz.ts'
import { type Command } from '../classroom/index.ts'
import { AppError } from '../errors.ts'
import { withLinks } from '../media/set-links.ts'
import { getSet } from '../records/quiz-sets.ts'
import { createCommand } from './command.ts'
import { type Components, type Handler } from './handler.ts'

/** Leads the quiz. A set that is only named is one of the teacher's own. */
export function createQuizCommand (components: Components): Handler<'quiz:cmd'> {
  const { records, links, config } = components

  async function withSet (command: Command, classCode: string): Promise<Command> {
    const { setId, ...data } = command.data as QuizCommand & { setId?: string }
    const { by } = command
    // Whoever is no teacher is refused by the class.
    if (data.cmd !== 'load' || setId === undefined || by.role !== 'TE') return command
    const kept = await records.run((db) => getSet(db, by.uid, setId))
    if (!kept) throw new AppError('BAD_REQUEST', 'there is no such set of theirs', { field: 'setId' })
    const set = withLinks(kept, links, classCode)
    if (JSON.stringify(set).length > config.QUIZ_SIZE) throw new AppError('TOO_LARGE', `a set has at most ${config.QUIZ_SIZE} characters`)
    return { ...command, data: { ...data, set } }
  }

  return createCommand('quiz:cmd', components, async (hosted, command) => await hosted.submit(await withSet(command, hosted.state.classCode)))
}
