/** Heights in groups of three, so that they can be compared by eye. */
export function height(number: number): string {
  return number.toString().replaceAll(/\B(?=(\d{3})+$)/g, ' ')
}

/** The beginning and the end of a hash or an address, enough to tell two apart. */
export function short(hex: string): string {
  return hex.length <= 14 ? hex : `${hex.slice(0, 6)}…${hex.slice(-4)}`
}

/** A span in its two largest units. */
export function span(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  if (seconds < 1) return 'under a second'
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const
  const first = parts.findIndex(([count]) => count > 0)
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}
