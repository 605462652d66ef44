import { type Test } from 'tap'
import { type LogFactory } from '../cluster.ts'
import { broadcastContract } from './broadcast.ts'
import { namespaceContract } from './namespaces.ts'
import { recoveryContract } from './recovery.ts'
import { replicateContract } from './replicate.ts'
import { requestContract } from './requests.ts'

/** What every cluster must do, whatever its log is: the contract of Socket.IO's base adapter, and this adapter's own promises. */
export function contract (t: Test, createLog: LogFactory): void {
  t.test('broadcasts', async (t) => broadcastContract(t, createLog))
  t.test('requests', async (t) => requestContract(t, createLog))
  t.test('recovery', async (t) => recoveryContract(t, createLog))
  t.test('replicated state', async (t) => replicateContract(t, createLog))
  t.test('namespaces', async (t) => namespaceContract(t, createLog))
}
