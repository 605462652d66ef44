import { type Test } from 'tap'
import { type LogFactory } from '../cluster.ts'
import { broadcastContract } from './broadcast.ts'
import { emitterContract } from './emitter.ts'
import { encodingContract } from './encoding.ts'
import { interestContract } from './interest.ts'
import { limitContract } from './limits.ts'
import { localFirstContract } from './local-first.ts'
import { namespaceContract } from './namespaces.ts'
import { queryContract } from './queries.ts'
import { recoveryContract } from './recovery.ts'
import { replicateContract } from './replicate.ts'
import { requestContract } from './requests.ts'

/** What every cluster must do, whatever its log is: the contract of Socket.IO's base adapter, and this adapter's own promises. */
export function contract (t: Test, createLog: LogFactory): void {
  t.test('broadcasts', async (t) => broadcastContract(t, createLog))
  t.test('encoding', async (t) => encodingContract(t, createLog))
  t.test('requests', async (t) => requestContract(t, createLog))
  t.test('recovery', async (t) => recoveryContract(t, createLog))
  t.test('replicated state', async (t) => replicateContract(t, createLog))
  t.test('interest', async (t) => interestContract(t, createLog))
  t.test('namespaces', async (t) => namespaceContract(t, createLog))
  t.test('limits', async (t) => limitContract(t, createLog))
  t.test('queries', async (t) => queryContract(t, createLog))
  t.test('local-first', async (t) => localFirstContract(t, createLog))
  t.test('emitters', async (t) => emitterContract(t, createLog))
}
