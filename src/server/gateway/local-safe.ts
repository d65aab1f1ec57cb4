import type { L2BlockRef } from '../../ports/rollup-node.ts'

/** `--gateway.local-safe`: which block is served as `local_safe_l2`. */
export type LocalSafeSetting = 'derived' | 'capped' | 'auto'

/** When interop becomes active on the chain, as far as a rollup node says. */
export type Activation =
  | { readonly kind: 'at'; readonly timestamp: number }
  | { readonly kind: 'unscheduled' }
  | { readonly kind: 'unknown'; readonly detail: string }

/**
 * Whether local-safe ends at cross-safe. Before interop is active at the local-safe block a Light CL
 * takes that block for safe, whatever `safe_l2` says; so there, and where nobody knows, it is given ours.
 */
export function isCapped(setting: LocalSafeSetting, activation: Activation, localSafe: L2BlockRef): boolean {
  if (setting !== 'auto') return setting === 'capped'
  return activation.kind !== 'at' || localSafe.timestamp < activation.timestamp
}
