/** A replicated state machine: every node that hosts the namespace applies the same commands in the order of the log. */
export interface Machine<State, Command, Result> {
  /** Tells the machines of one namespace apart. */
  name: string
  /** Version of the format of states and commands. A node never applies what is of a later version than its own. */
  version: number
  /** State before the first command. */
  initial (nsp: string): State
  /**
   * Applies a command. It must be pure: no clock, no random, no input or output; the state it gets must not be changed. State, commands
   * and results are plain JSON data. When it throws, the command changes nothing, on all nodes, and its `submit` rejects.
   * @param at - log time of the command, in ms since the epoch
   */
  apply (state: State, command: Command, at: number): { state: State, result: Result }
  /** State of an earlier version, as this version has it. Without it, such a state is refused. */
  upgrade? (state: unknown, version: number): State
}

/** A command that was applied. */
export interface Applied<State, Command, Result> {
  command: Command
  result: Result
  before: State
  state: State
  /** Log time, in ms since the epoch. */
  at: number
  /** Whether this node submitted it. */
  own: boolean
}
