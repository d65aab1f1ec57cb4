import { decodeSyncStatus, type L2BlockRef, type SyncStatus } from '../../src/wire/sync-status.ts'
import { call } from '../server/serve.ts'

/** What a Light CL has beside its source: blocks by height of its own execution client, and an L1 of its own. */
export interface LightClWorld {
  readonly blockAt: (number: number) => L2BlockRef | null
  /** The execution client takes this block for its head, from whatever peer has it. */
  readonly follow: (head: L2BlockRef) => void
  readonly l1HashAt: (number: number) => string | null
  /** When interop becomes active by the Light CL's own configuration. */
  readonly interopTime: number | null
}

export interface LightCl {
  /**
   * One round against the source. `dropped`: the answer was an error, or fails a check; nothing moved.
   * `began-anew`: its client refused the safe block under the new head.
   */
  readonly poll: () => Promise<'followed' | 'dropped' | 'began-anew'>
  readonly heads: () => LightClHeads
}

interface LightClHeads {
  readonly unsafe: number
  readonly localSafe: number
  readonly safe: L2BlockRef
  readonly finalized: L2BlockRef
}

/**
 * Follows a source as op-node does with `--l2.follow.source`: checks the order of the heads and the
 * L1 origins, moves labels by number and forward only, takes local-safe for safe while interop is
 * not active at the local-safe block, and goes over to the source's branch where local-safe differs;
 * where its safe block is not on that branch it begins anew from finalized.
 */
export function createLightCl(url: string, genesis: L2BlockRef, world: LightClWorld): LightCl {
  let unsafe = genesis
  let localSafe = genesis
  let safe = genesis
  let finalized = genesis

  const promote = (status: SyncStatus): void => {
    const { local_safe_l2, safe_l2, finalized_l2 } = status
    if (local_safe_l2.number > localSafe.number) {
      localSafe = local_safe_l2
      if (!isActive(world.interopTime, local_safe_l2)) safe = local_safe_l2
    }
    if (safe_l2.number > safe.number) safe = safe_l2
    if (finalized_l2.number >= finalized.number && finalized_l2.number <= safe.number)
      finalized = finalized_l2
  }

  return {
    poll: async () => {
      const status = await ask(url)
      if (status === null || !isSane(status, world)) return 'dropped'
      const { local_safe_l2 } = status
      const own = local_safe_l2.number > unsafe.number ? null : world.blockAt(local_safe_l2.number)
      if (own === null || own.hash !== local_safe_l2.hash) {
        world.follow(local_safe_l2)
        unsafe = local_safe_l2
        if (world.blockAt(safe.number)?.hash !== safe.hash) {
          safe = finalized
          localSafe = finalized
          return 'began-anew'
        }
      }
      promote(status)
      return 'followed'
    },
    heads: () => ({ unsafe: unsafe.number, localSafe: localSafe.number, safe, finalized }),
  }
}

async function ask(url: string): Promise<SyncStatus | null> {
  const answer = await call(url, 'optimism_syncStatus')
  const status = decodeSyncStatus((answer as { result?: unknown }).result)
  return status.kind === 'ok' ? status.value : null
}

function isSane({ safe_l2, local_safe_l2, finalized_l2 }: SyncStatus, { l1HashAt }: LightClWorld): boolean {
  if (safe_l2.number > local_safe_l2.number || finalized_l2.number > safe_l2.number) return false
  return [local_safe_l2, safe_l2, finalized_l2].every(
    ({ l1origin }) => l1HashAt(l1origin.number) === l1origin.hash,
  )
}

function isActive(interopTime: number | null, { timestamp }: L2BlockRef): boolean {
  return interopTime !== null && timestamp >= interopTime
}
