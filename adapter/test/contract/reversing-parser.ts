import { EventEmitter } from 'node:events'

/*
 * A parser that is not the default one: JSON, reversed.
 */
const reverse = (text: string) => [...text].reverse().join('')

export const protocol = 5

export class Encoder {
  encode (packet: unknown): string[] {
    return [reverse(JSON.stringify(packet))]
  }
}

export class Decoder extends EventEmitter {
  add (text: string): void {
    this.emit('decoded', JSON.parse(reverse(text)))
  }

  destroy (): void {
    this.removeAllListeners()
  }
}
