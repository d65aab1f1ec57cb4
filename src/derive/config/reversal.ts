interface Timed {
  /** The key that the time stands under. */
  readonly key: string
  /** Unix seconds. */
  readonly time: number
}

/** What is wrong when of forks in their order one is to come before its predecessor; null when none is. */
export function reversal(inOrder: readonly Timed[]): string | null {
  for (const [i, later] of inOrder.slice(1).entries()) {
    const before = inOrder[i]!
    if (later.time < before.time) {
      return `${later.key} is ${later.time}, before ${before.key}, which is ${before.time}`
    }
  }
  return null
}
