import t from 'tap'
import { MemoryLog } from '../src/memory-log.ts'
import { contract } from './contract/index.ts'
import { replicateProperty } from './replicate-property.ts'

contract(t, () => {
  const log = new MemoryLog()
  return () => log
})
replicateProperty(t, async () => {
  const log = new MemoryLog({ partitions: 2 })
  return () => log
}, 100)
