import { readFileSync } from 'node:fs'

export interface Instruction {
  name: string
  text: string
}

/** The instructions of a Dockerfile, stage by stage; the first group stands before the first FROM. */
export function stages (file: string): Instruction[][] {
  const text = readFileSync(file, 'utf8').replace(/^\s*#.*\n/gm, '').replace(/\\\n/g, ' ')
  const groups: Instruction[][] = [[]]
  for (const [, name = '', rest = ''] of text.matchAll(/^\s*([A-Z]+)\s+(.*)$/gm)) {
    if (name === 'FROM') groups.push([])
    groups.at(-1)?.push({ name, text: rest })
  }
  return groups
}

/** Arguments of all instructions of that name. */
export function texts (instructions: Instruction[], name: string): string[] {
  return instructions.filter(instruction => instruction.name === name).map(({ text }) => text)
}

/** The variables that an image sets. */
export function imageEnvironment (file: string): Record<string, string> {
  const pairs = texts(stages(file).at(-1) ?? [], 'ENV').flatMap(text => text.split(/\s+/)).map(pair => pair.split('='))
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]))
}
