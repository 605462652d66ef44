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
import { troubleContract } from './troubles.ts'

const suites = {
  broadcasts: broadcastContract,
  encoding: encodingContract,
  requests: requestContract,
  recovery: recoveryContract,
  'replicated state': replicateContract,
  interest: interestContract,
  namespaces: namespaceContract,
  limits: limitContract,
  queries: queryContract,
  'local-first': localFirstContract,
  emitters: emitterContract,
  troubles: troubleContract
}

/**
 * What every cluster must do, whatever its log is: the contract of Socket.IO's base adapter, and this adapter's own promises.
 * @param newLog - a log for each suite, so that what one writes does not push out what another one needs
 */
export function contract (t: Test, newLog: () => LogFactory): void {
  for (const [name, suite] of Object.entries(suites)) t.test(name, async (t) => suite(t, newLog()))
}
