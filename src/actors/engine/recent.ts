/** What was learned last. */
export interface Recent<K, V> {
  readonly get: (key: K) => V | undefined
  readonly set: (key: K, value: V) => void
  readonly clear: () => void
}

/** Forgets the oldest beyond the limit. */
export function createRecent<K, V>(limitEntries: number): Recent<K, V> {
  const known = new Map<K, V>()
  return {
    get: (key) => known.get(key),
    set: (key, value) => {
      known.set(key, value)
      const [oldest] = known.keys()
      if (known.size > limitEntries && oldest !== undefined) known.delete(oldest)
    },
    clear: () => known.clear(),
  }
}
