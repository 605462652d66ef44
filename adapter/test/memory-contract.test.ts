import t from 'tap'
import { MemoryLog } from '../src/memory-log.ts'
import { contract } from './contract/index.ts'

const log = new MemoryLog()

contract(t, () => log)
