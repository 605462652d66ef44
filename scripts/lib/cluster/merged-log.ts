import { type WriteStream } from 'node:tty'
import { prettyFactory } from 'pino-pretty'

/** Cyan, yellow, magenta, green and blue of a terminal. */
const COLOURS = [36, 33, 35, 32, 34]

/** Writes lines of one process: JSON of pino made readable, anything else as it is. */
export type LineLog = (line: string) => void

/**
 * One readable log of several processes, in colour on a terminal.
 * @returns a function that gives each process, by its name, a log of its own
 */
export function mergeLogs (out: Pick<WriteStream, 'write'> & { isTTY?: boolean }): (name: string) => LineLog {
  const colour = out.isTTY === true
  const pretty = prettyFactory({ colorize: colour, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l', singleLine: true })
  let count = 0
  return name => {
    const prefix = colour ? `\x1b[${COLOURS[count++ % COLOURS.length]}m${name} |\x1b[39m` : `${name} |`
    return line => {
      for (const each of pretty(line).trimEnd().split('\n')) out.write(`${prefix} ${each}\n`)
    }
  }
}
