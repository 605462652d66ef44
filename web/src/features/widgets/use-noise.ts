import { tryOnScopeDispose, useRafFn } from '@vueuse/core'
import { ref } from 'vue'

/** dB below full scale that count as silence. */
const floorDb = 60

/** How loud it is around this device, 0 to 100. The sound goes nowhere: it is measured and forgotten. */
export function useNoise () {
  const level = ref(0)
  const state = ref<'off' | 'on' | 'refused'>('off')
  let stream: MediaStream | undefined
  let context: AudioContext | undefined
  let analyser: AnalyserNode | undefined
  let samples = new Float32Array(0)

  const { resume, pause } = useRafFn(() => {
    if (!analyser) return
    analyser.getFloatTimeDomainData(samples)
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
    const loud = Math.max(0, 100 + 100 * 10 * Math.log10(power + 1e-9) / floorDb)
    // Falls slowly, so that it can be read.
    level.value = Math.min(100, Math.max(loud, level.value * 0.97))
  }, { immediate: false })

  async function start (): Promise<void> {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    } catch {
      state.value = 'refused'
      return
    }
    context = new AudioContext()
    analyser = context.createAnalyser()
    samples = new Float32Array(analyser.fftSize)
    context.createMediaStreamSource(stream).connect(analyser)
    state.value = 'on'
    resume()
  }
  function stop (): void {
    pause()
    for (const track of stream?.getTracks() ?? []) track.stop()
    void context?.close()
    context = analyser = stream = undefined
    level.value = 0
    state.value = 'off'
  }
  tryOnScopeDispose(() => { if (state.value === 'on') stop() })

  return { level, state, start, stop }
}
