import type { MediaRef } from '@protocol/media.ts'
import type { UploadReply } from '@protocol/uploads.ts'
import { ref } from 'vue'
import { keptSession } from '../entry/session.ts'

/** Files that the server takes, as a file field asks for them. */
export const imageTypes = 'image/png,image/jpeg,image/gif,image/webp'
export const fileTypes = `${imageTypes},video/mp4,video/webm,application/pdf`

/** An upload that failed: the server's code, or OFFLINE. */
class UploadError extends Error {
  readonly code: string

  constructor (code: string) {
    super(code)
    this.name = 'UploadError'
    this.code = code
  }
}

/**
 * Sends a file to the class. XMLHttpRequest, since fetch does not tell how much was sent.
 * @param onProgress gets 0 to 1
 * @throws {UploadError}
 */
function post (file: File, onProgress: (part: number) => void, signal: AbortSignal): Promise<UploadReply> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const body = new FormData()
    body.append('file', file)
    request.open('POST', '/api/media')
    request.setRequestHeader('authorization', `Bearer ${keptSession()?.ticket ?? ''}`)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      const reply = request.response as UploadReply & { code?: string } | null
      if (request.status === 201 && reply) resolve(reply)
      else reject(new UploadError(reply?.code ?? 'UNAVAILABLE'))
    }
    request.onerror = () => reject(new UploadError('OFFLINE'))
    request.onabort = () => reject(new UploadError('ABORTED'))
    signal.addEventListener('abort', () => request.abort())
    request.send(body)
  })
}

/** One upload at a time, with its progress. */
export function useUpload () {
  /** 0 to 1 while a file is on its way. */
  const progress = ref<number>()
  /** Code of the last failure. */
  const problem = ref<string>()
  let running: AbortController | undefined

  /** @returns what to show, or undefined when it failed or was stopped */
  async function upload (file: File): Promise<MediaRef | undefined> {
    stop()
    const own = running = new AbortController()
    progress.value = 0
    problem.value = undefined
    try {
      const { kind, url } = await post(file, part => { if (own === running) progress.value = part }, own.signal)
      return { kind, url, title: file.name.slice(0, 200) }
    } catch (error) {
      if (!(error instanceof UploadError)) throw error
      if (error.code !== 'ABORTED') problem.value = error.code
      return undefined
    } finally {
      if (own === running) progress.value = undefined
    }
  }

  function stop (): void {
    running?.abort()
    running = undefined
    progress.value = undefined
  }

  return { progress, problem, upload, stop }
}
