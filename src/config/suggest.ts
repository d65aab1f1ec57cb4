/** The end of a refusal, with the dashes of a flag or without. */
export function didYouMean(word: string, known: readonly string[], dashes = ''): string {
  const near = suggest(word, known)
  return near === null ? '' : `; did you mean ${dashes}${near}?`
}

/** The known word nearest to a mistyped one, or null when none is near enough to be meant. */
function suggest(word: string, known: readonly string[]): string | null {
  const limit = word.length < 5 ? 1 : Math.max(2, Math.floor(word.length / 4))
  let best: { word: string; distance: number } | null = null
  for (const candidate of known) {
    const distance = editDistance(word, candidate)
    if (distance <= limit && (best === null || distance < best.distance)) best = { word: candidate, distance }
  }
  return best?.word ?? null
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
