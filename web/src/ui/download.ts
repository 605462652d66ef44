/** Saves a file on this device. */
export function download (file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  // Later, since the browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
