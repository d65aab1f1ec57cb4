import type { FollowerContext } from './context.ts'
import type { Denial } from './facts.ts'

/** More replacements than one chain has in years; the gate keeps its own list, by which it denies. */
const heldDenialsLimit = 64

export function withDenial(denials: readonly Denial[], denial: Denial): readonly Denial[] {
  const others = denials.filter(({ denied }) => denied !== denial.denied)
  return [...others, denial].slice(-heldDenialsLimit)
}

/** What gave way to the cross-safe head, when that is a replacement. */
export function denialAtCrossSafe({ crossSafe, denials }: FollowerContext): Denial | null {
  return denials.find(({ replacement }) => replacement === crossSafe?.hash) ?? null
}
