/**
 * Looks for one order of messages that all receivers agree on. None need have seen every message.
 * @param sequences - for each receiver, the messages as it got them, each once; messages are numbered from 0 on
 * @returns how many neighbours in the sequences contradict the best order found: 0 when there is one order for all
 */
export function countDisagreements (sequences: ReadonlyArray<readonly number[]>, messages: number): number {
  const successors = Array.from({ length: messages }, () => new Set<number>())
  const waiting = new Int32Array(messages)
  forNeighbours(sequences, (before, after) => {
    if (successors[before]!.has(after)) return
    successors[before]!.add(after)
    waiting[after]!++
  })

  const rank = new Int32Array(messages).fill(-1)
  const ready = [...waiting.keys()].filter(message => waiting[message] === 0)
  let ranked = 0
  const place = (message: number): void => {
    if (rank[message] !== -1) return
    rank[message] = ranked++
    for (const successor of successors[message]!) if (--waiting[successor]! === 0) ready.push(successor)
  }
  const placeReady = (): void => { while (ready.length > 0) place(ready.pop()!) }
  placeReady()
  // What is left waits in circles; each one is broken at its first message.
  for (let message = 0; message < messages; message++) {
    place(message)
    placeReady()
  }

  let disagreements = 0
  forNeighbours(sequences, (before, after) => { if (rank[before]! > rank[after]!) disagreements++ })
  return disagreements
}

function forNeighbours (sequences: ReadonlyArray<readonly number[]>, visit: (before: number, after: number) => void): void {
  for (const sequence of sequences) {
    for (let i = 1; i < sequence.length; i++) visit(sequence[i - 1]!, sequence[i]!)
  }
}
