import { createBoardOps } from './board-ops.ts'
import { createBoardPreview } from './board-preview.ts'
import { createChatHistory } from './chat-history.ts'
import { createCommand } from './command.ts'
import { type Components, type Handlers } from './handler.ts'
import { createItsme } from './itsme.ts'
import { createJoin } from './join.ts'
import { createLeave } from './leave.ts'
import { createQuizCommand } from './quiz-command.ts'
import { createSendMedia } from './send-media.ts'
import { createStateSync } from './state-sync.ts'
import { createTimePing } from './time-ping.ts'

/** One handler for each event that clients may send. */
export function createHandlers (components: Components): Handlers {
  return {
    itsme: createItsme(),
    join: createJoin(components),
    leave: createLeave(components),
    sendMedia: createSendMedia(components),
    'time:ping': createTimePing(components),
    'state:sync': createStateSync(components),
    'quiz:cmd': createQuizCommand(components),
    'quiz:answer': createCommand('quiz:answer', components),
    'picker:draw': createCommand('picker:draw', components),
    'widget:set': createCommand('widget:set', components),
    control: createCommand('control', components),
    signal: createCommand('signal', components),
    'chat:send': createCommand('chat:send', components),
    'chat:delete': createCommand('chat:delete', components),
    'chat:mode': createCommand('chat:mode', components),
    'chat:react': createCommand('chat:react', components),
    'chat:history': createChatHistory(components),
    'wb:mode': createCommand('wb:mode', components),
    'wb:spotlight': createCommand('wb:spotlight', components),
    'wb:watch': createCommand('wb:watch', components),
    'wb:op': createBoardOps(components),
    'wb:preview': createBoardPreview(components)
  }
}
