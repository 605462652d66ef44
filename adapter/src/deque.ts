/** A list that grows at the end and shrinks at the front, both at a constant price. */
export class Deque<T> {
  #items: T[] = []
  #head = 0

  get length (): number {
    return this.#items.length - this.#head
  }

  get first (): T | undefined {
    return this.#items[this.#head]
  }

  get last (): T | undefined {
    return this.#items.at(-1)
  }

  at (index: number): T | undefined {
    return this.#items[this.#head + index]
  }

  push (item: T): void {
    this.#items.push(item)
  }

  shift (): T | undefined {
    const item = this.#items[this.#head]
    if (this.length === 0) return undefined
    this.#head++
    // Moving the rest of the array costs its length: done when half of it has gone.
    if (this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }

  /** Index of the first item for which the predicate holds, given that it holds for all after it; `length` when there is none. */
  search (predicate: (item: T) => boolean): number {
    let [low, high] = [0, this.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (predicate(this.at(middle)!)) high = middle
      else low = middle + 1
    }
    return low
  }

  slice (from: number, to?: number): T[] {
    return this.#items.slice(this.#head + from, to === undefined ? undefined : this.#head + to)
  }
}
