const PARENT = process.ppid
const PARENT_CHECK_INTERVAL = 500

/**
 * Calls the listener when this process is asked to end: by a signal, or by the end of the npm that runs it as a script (npm forwards
 * SIGINT and SIGTERM, but not SIGKILL). The listener may be called again, by a repeated signal.
 */
export function onStopRequest (listener: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, listener)
  if (!process.env.npm_lifecycle_event) return
  const timer = setInterval(() => {
    if (process.ppid === PARENT) return
    clearInterval(timer)
    listener()
  }, PARENT_CHECK_INTERVAL).unref()
}

/** Runs the body of a script: an error ends it with exit code 1 and its message, without the stack. */
export async function runScript (main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}
