/**
 * Keeps a sorted list within `limit` by dropping every second element of all but its newest
 * quarter. The list goes on spanning its whole range, so whatever it is a backlog of
 * can still be cleared step by step, and the newest elements stay dense.
 */
export function thin<T>(items: readonly T[], limit: number): readonly T[] {
  if (items.length <= limit) return items
  const dense = items.length - Math.max(1, Math.floor(limit / 4))
  const kept = items.filter((_, index) => index >= dense || index % 2 === 0)
  return kept.length < items.length ? thin(kept, limit) : items.slice(-limit)
}
