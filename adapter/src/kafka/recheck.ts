import { type Broker, EARLIEST, LATEST } from './broker.ts'

/**
 * Whether reading a partition can go on at `position` after it could not be read for a while: meanwhile it may have been trimmed, cut, or made anew.
 * A log that was made anew shows by its times: something newer than the newest record that was read stands before `position`.
 * @param newest - timestamp of the newest record that was read, in ms; undefined when none was
 * @returns the offset to go on at instead, or undefined when nothing is missing
 */
export async function findGap (broker: Broker, topic: string, partition: number, position: number, newest?: number): Promise<number | undefined> {
  const [earliest = 0, end = 0, newer] = await Promise.all([
    broker.offsetAt(topic, partition, EARLIEST),
    broker.offsetAt(topic, partition, LATEST),
    newest === undefined ? undefined : broker.offsetAt(topic, partition, newest + 1)
  ])
  if (position < earliest) return earliest
  const next = newest === undefined ? earliest : newer ?? end
  const isAnew = newest === undefined ? position > end : next < position
  return isAnew ? next : undefined
}
