/** The number that somebody wrote, with full-width digits or thousands separators as well; undefined when it is none. */
export function numberIn (text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[\s,]/g, '').replace('−', '-')
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined
}
