/** How files of each type begin. */
export const samples = {
  png: Buffer.from([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
  jpg: Buffer.from([0xFF, 0xD8, 0xFF, 0xE0]),
  gif: Buffer.from('GIF89a'),
  webp: Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1'),
  mp4: Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0', 'latin1'),
  webm: Buffer.from('\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\xF7\x81\x01\x42\xF2\x81\x04\x42\xF3\x81\x08\x42\x82\x84webm', 'latin1'),
  pdf: Buffer.from('%PDF-1.7\n')
}
