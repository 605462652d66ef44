import { type Scenario } from '../scenario.ts'
import { bursts, classes } from './capacity.ts'
import { doubling } from './doubling.ts'
import { idle } from './idle.ts'
import { steady } from './steady.ts'

export const scenarios = { steady, classes, bursts, idle, doubling } satisfies Record<string, Scenario>
