import { KafkaAdapter } from './adapter.ts'
import { OptionError } from './errors.ts'
import { type Machine } from './machine.ts'
import { type Replica } from './replica.ts'

/**
 * Hosts a replicated state machine of a namespace on this node; clients are served once its state is there. Idempotent per name.
 * @throws {OptionError} when the server's adapter is another one
 */
export function replicate<State, Command, Result> (
  nsp: { name: string, adapter: unknown }, machine: Machine<State, Command, Result>
): Replica<State, Command, Result> {
  const { adapter } = nsp
  if (!(adapter instanceof KafkaAdapter)) throw new OptionError(`namespace ${nsp.name} has no adapter of socket.io-kafka-adapter`)
  return adapter.replicate(machine)
}
