/** A map of at most so many entries: touching an entry makes it the youngest, and the oldest makes room. */
export function createBoundedMap<V>(limitEntries: number) {
  const entries = new Map<string, V>()
  return {
    get: (key: string): V | undefined => entries.get(key),
    set: (key: string, value: V): void => {
      entries.delete(key)
      entries.set(key, value)
      if (entries.size > limitEntries) entries.delete(entries.keys().next().value!)
    },
  }
}
