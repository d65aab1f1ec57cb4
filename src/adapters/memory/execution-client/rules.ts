import type { Hash } from '../../../../machines/values.ts'
import type {
  ForkchoiceResult,
  ForkchoiceState,
  PayloadAttributes,
  PayloadStatus,
} from '../../../ports/execution-client.ts'
import { blockHashOf } from '../../../wire/block-hash.ts'
import type { ExecutionPayloadEnvelope } from '../../../wire/payload.ts'
import { zeroHash } from './blocks.ts'
import { builtBlock } from './built-block.ts'
import type { BlockTree } from './chain.ts'
import type { Personality } from './personality.ts'

/** A result, or a JSON-RPC error as an execution client answers it. */
export type Reply<T> =
  | { readonly kind: 'result'; readonly value: T }
  | { readonly kind: 'error'; readonly code: number; readonly message: string }

/** What an execution client does with Engine API calls, without a network in between. */
export interface EngineRules {
  readonly forkchoiceUpdated: (
    state: ForkchoiceState,
    attributes: PayloadAttributes | null,
  ) => Reply<ForkchoiceResult>
  readonly newPayload: (envelope: ExecutionPayloadEnvelope) => Reply<PayloadStatus>
  readonly getPayload: (payloadId: string) => Reply<ExecutionPayloadEnvelope>
}

export function createEngineRules(tree: BlockTree, personality: Personality): EngineRules {
  const building = new Map<string, ExecutionPayloadEnvelope>()

  return {
    forkchoiceUpdated: (state, attributes) => {
      const head = tree.get(state.headBlockHash)
      if (head === undefined) return unknownHead(state, personality)
      if (attributes?.transactions !== undefined && personality.opAttributes === 'refused')
        return error(-32_602, 'not the attributes of Ethereum')
      const refused = applyForkchoice(tree, personality, state)
      if (refused !== null) return refused
      return result({
        payloadStatus: valid(state.headBlockHash),
        payloadId: attributes === null ? null : remember(building, builtBlock(head, attributes)),
      })
    },

    newPayload: (envelope) => {
      const { blockHash, parentHash } = envelope.payload
      if (blockHashOf(envelope) !== blockHash) return result(invalid(null, 'blockhash mismatch'))
      if (tree.get(parentHash) === undefined) return result(syncing)
      tree.add(envelope)
      return result(valid(blockHash))
    },

    getPayload: (payloadId) => {
      const built = building.get(payloadId)
      return built === undefined ? error(personality.unknownPayload, 'Unknown payload') : result(built)
    },
  }
}

/** The head first, then `finalized`, then `safe`: what came before a refusal stays applied, unless the client takes it back. */
function applyForkchoice(
  tree: BlockTree,
  personality: Personality,
  state: ForkchoiceState,
): Reply<never> | null {
  const before = tree.labels()
  const isOlder = state.headBlockHash !== before.head && tree.isCanonical(state.headBlockHash)
  if (isOlder && personality.olderHead === 'ignored') return null
  if (!isOlder || personality.olderHead === 'moves-head') tree.setHead(state.headBlockHash)
  const refused =
    applyLabel(tree, personality, 'finalized', state.finalizedBlockHash) ??
    applyLabel(tree, personality, 'safe', state.safeBlockHash)
  if (refused !== null && personality.refusedSafe === 'changes-nothing') tree.restore(before)
  return refused
}

function applyLabel(
  tree: BlockTree,
  { zeroLabel, safeAboveHead }: Personality,
  label: 'safe' | 'finalized',
  given: Hash,
): Reply<never> | null {
  if (given === zeroHash && zeroLabel === 'unchanged') return null
  const hash = given === zeroHash ? tree.find({ tag: 'earliest' })!.payload.blockHash : given
  if (tree.get(hash) === undefined) return error(-38_002, `${label} block not available in database`)
  if (!tree.isCanonical(hash)) return error(safeAboveHead, `${label} block not in canonical chain`)
  tree.setLabel(label, hash)
  return null
}

function unknownHead({ headBlockHash }: ForkchoiceState, { name }: Personality): Reply<ForkchoiceResult> {
  if (headBlockHash !== zeroHash) return result({ payloadStatus: syncing, payloadId: null })
  if (name === 'reth') return error(-38_002, 'invalid forkchoice state')
  return result({ payloadStatus: invalid(null, 'zero head'), payloadId: null })
}

function remember(building: Map<string, ExecutionPayloadEnvelope>, built: ExecutionPayloadEnvelope): string {
  const payloadId = `0x${(building.size + 1).toString(16).padStart(16, '0')}`
  building.set(payloadId, built)
  return payloadId
}

export const syncing: PayloadStatus = { status: 'SYNCING', latestValidHash: null, validationError: null }

function valid(hash: Hash): PayloadStatus {
  return { status: 'VALID', latestValidHash: hash, validationError: null }
}

export function invalid(latestValidHash: Hash | null, validationError: string): PayloadStatus {
  return { status: 'INVALID', latestValidHash, validationError }
}

function result<T>(value: T): Reply<T> {
  return { kind: 'result', value }
}

function error(code: number, message: string): Reply<never> {
  return { kind: 'error', code, message }
}
