import { type Sound, tones } from './tones.ts'

const volume = 0.12
const attack = 0.01
let context: AudioContext | undefined

/** Plays a sound, where the browser lets this page be heard: after the person has pressed something. */
export async function play (sound: Sound): Promise<void> {
  if (!navigator.userActivation.hasBeenActive) return
  context ??= new AudioContext()
  await context.resume()
  const start = context.currentTime
  for (const [hertz, at, lasts] of tones[sound]) {
    const [tone, gain] = [context.createOscillator(), context.createGain()]
    tone.type = 'triangle'
    tone.frequency.value = hertz
    // A tone that begins or ends at once would click.
    gain.gain.setValueAtTime(0, start + at)
    gain.gain.linearRampToValueAtTime(volume, start + at + attack)
    gain.gain.exponentialRampToValueAtTime(0.001, start + at + lasts)
    tone.connect(gain).connect(context.destination)
    tone.start(start + at)
    tone.stop(start + at + lasts)
  }
}
