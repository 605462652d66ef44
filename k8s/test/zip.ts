import { inflateRawSync } from 'node:zlib'

/** The content of one file in a zip archive; no package does this in less, and `unzip` is not on every machine. */
export function unzip (archive: Buffer, name: string): Buffer {
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  let entry = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = archive.readUInt16LE(entry + 28)
    if (archive.toString('utf8', entry + 46, entry + 46 + nameLength) === name) {
      const header = archive.readUInt32LE(entry + 42)
      const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28)
      return inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(entry + 20)))
    }
    entry += 46 + nameLength + archive.readUInt16LE(entry + 30) + archive.readUInt16LE(entry + 32)
  }
  throw new Error(`no ${name} in the archive`)
}
