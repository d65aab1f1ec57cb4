import type { Hash } from '../../machines/values.ts'
import { zeroHash } from '../../src/actors/engine/desk.ts'
import type { ExecutionClientPort, ForkchoiceState } from '../../src/ports/execution-client.ts'
import type { FollowerStorePort } from '../../src/ports/store.ts'
import type { Tripwire } from './tripwire.ts'

/** Every write of the follower's store is a point, named by what it keeps. */
export function tripStore(store: FollowerStorePort, { around }: Tripwire): FollowerStorePort {
  return {
    ...store,
    record: (fact) => {
      const what = fact.kind === 'promoted' ? `promoted ${fact.because}` : fact.kind
      around(`record ${what}`, () => store.record(fact))
    },
    recordIntent: (promotion) => around(`intend ${promotion.because}`, () => store.recordIntent(promotion)),
    saveAttestation: (attestation, raw) =>
      around('save attestation', () => store.saveAttestation(attestation, raw)),
  }
}

/**
 * Every forkchoice is a point, named by the label that it moves, or by the replacement to which it moves
 * the head, whoever of the gate's two callers it came from.
 */
export async function tripClient(
  client: ExecutionClientPort,
  isReplacement: (hash: Hash) => boolean,
  { around }: Tripwire,
): Promise<ExecutionClientPort> {
  let safe = await hashOf(client, 'safe')
  let finalized = await hashOf(client, 'finalized')
  const moved = ({ headBlockHash, safeBlockHash, finalizedBlockHash }: ForkchoiceState): string => {
    const movesSafe = differs(safeBlockHash, safe)
    const movesFinalized = differs(finalizedBlockHash, finalized)
    if (movesSafe) safe = safeBlockHash
    if (movesFinalized) finalized = finalizedBlockHash
    if (movesSafe) return 'safe'
    if (movesFinalized) return 'finalized'
    return isReplacement(headBlockHash) ? 'replacement' : 'head'
  }
  return {
    ...client,
    forkchoiceUpdated: (state, attributes, signal) =>
      around(`forkchoice of ${moved(state)}`, () => client.forkchoiceUpdated(state, attributes, signal)),
  }
}

function differs(next: Hash, standing: Hash | null): boolean {
  return next !== zeroHash && next !== standing
}

async function hashOf(client: ExecutionClientPort, tag: 'safe' | 'finalized'): Promise<Hash | null> {
  const answer = await client.block({ tag }, new AbortController().signal)
  return answer.kind === 'ok' ? (answer.value?.hash ?? null) : null
}
