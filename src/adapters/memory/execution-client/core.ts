import type { Labels } from '../../../../machines/follower/readings.ts'
import type { BlockRef, Hash } from '../../../../machines/values.ts'
import type {
  BlockSelector,
  ForkchoiceResult,
  ForkchoiceState,
  PayloadAttributes,
  PayloadStatus,
} from '../../../ports/execution-client.ts'
import type { ExecutionPayloadEnvelope } from '../../../wire/payload.ts'
import { type BlockTree, createBlockTree } from './chain.ts'
import { createFaults, type Fault, type Faults, type Method } from './faults.ts'
import type { Personality } from './personality.ts'
import { createEngineRules, type Reply } from './rules.ts'

/** A reply, or what a caller sees when there is none. */
export type Served<T> = Reply<T> | { readonly kind: 'down' | 'unauthorized' | 'no-answer' }

/** The client behind both doors: the in-process port and the HTTP server. */
export interface MemoryClientCore {
  readonly personality: Personality
  readonly serve: {
    readonly forkchoiceUpdated: (
      state: ForkchoiceState,
      attributes: PayloadAttributes | null,
    ) => Promise<Served<ForkchoiceResult>>
    readonly newPayload: (envelope: ExecutionPayloadEnvelope) => Promise<Served<PayloadStatus>>
    readonly getPayload: (payloadId: string) => Promise<Served<ExecutionPayloadEnvelope>>
    readonly block: (selector: BlockSelector) => Promise<Served<ExecutionPayloadEnvelope | null>>
    readonly payload: (hash: Hash) => Promise<Served<ExecutionPayloadEnvelope | null>>
  }
  readonly control: MemoryClientControl
}

export interface MemoryClientControl {
  readonly faults: Faults
  readonly labels: () => Labels
  /** Called with the labels after every change, whoever made it: an observer that misses nothing. */
  readonly watch: (listener: (labels: Labels) => void) => () => void
  /** The methods called so far, oldest first. */
  readonly calls: () => readonly Method[]
  /** How many forkchoices have moved `safe`. */
  readonly safeMoves: () => number
  readonly addBlocks: (blocks: readonly ExecutionPayloadEnvelope[]) => void
  /** As somebody else with the JWT secret would, behind the follower's back. */
  readonly foreignMove: (labels: { head?: Hash; safe?: Hash; finalized?: Hash }) => void
  /** The process goes and comes back, with the labels that its kind keeps. */
  readonly restart: () => void
}

export function createMemoryClientCore(
  genesis: ExecutionPayloadEnvelope,
  personality: Personality,
): MemoryClientCore {
  const tree = createBlockTree(genesis)
  const rules = createEngineRules(tree, personality)
  const faults = createFaults()
  const calls: Method[] = []
  const listeners = new Set<(labels: Labels) => void>()
  let safeMoves = 0

  const changed = () => {
    for (const listener of listeners) listener(labelsOf(tree))
  }

  const perform = async <T>(method: Method, act: () => Reply<T>): Promise<Served<T>> => {
    calls.push(method)
    return afterFault(faults.take(method), act)
  }

  const forkchoice = (state: ForkchoiceState, attributes: PayloadAttributes | null) => {
    const before = tree.labels().safe
    const reply = rules.forkchoiceUpdated(state, attributes)
    if (tree.labels().safe !== before) safeMoves += 1
    changed()
    return reply
  }

  return {
    personality,
    serve: {
      forkchoiceUpdated: (state, attributes) =>
        perform('forkchoiceUpdated', () => forkchoice(state, attributes)),
      newPayload: (envelope) => perform('newPayload', () => rules.newPayload(envelope)),
      getPayload: (payloadId) => perform('getPayload', () => rules.getPayload(payloadId)),
      block: (selector) => perform('block', () => readBlock(tree, personality, selector)),
      payload: (hash) => perform('payload', () => ({ kind: 'result', value: tree.get(hash) ?? null })),
    },
    control: {
      faults,
      labels: () => labelsOf(tree),
      watch: (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
      calls: () => calls,
      safeMoves: () => safeMoves,
      addBlocks: (blocks) => blocks.forEach(tree.add),
      foreignMove: ({ head, safe, finalized }) => {
        if (head !== undefined) tree.setHead(head)
        if (finalized !== undefined) tree.setLabel('finalized', finalized)
        if (safe !== undefined) tree.setLabel('safe', safe)
        changed()
      },
      restart: () => {
        const { finalized } = tree.labels()
        if (personality.safeAfterRestart === 'finalized' && finalized !== null)
          tree.setLabel('safe', finalized)
        changed()
      },
    },
  }
}

/** A fault of `status` is only ever queued for calls that answer with a payload status. */
async function afterFault<T>(fault: Fault | null, act: () => Reply<T>): Promise<Served<T>> {
  if (fault === null) return act()
  switch (fault.kind) {
    case 'slow':
      await fault.until
      return act()
    case 'no-answer':
      if (fault.applied) act()
      return { kind: 'no-answer' }
    case 'status': {
      const status = fault.status
      return { kind: 'result', value: { ...status, payloadStatus: status, payloadId: null } as T }
    }
    case 'error':
      return fault
    default:
      return { kind: fault.kind }
  }
}

function readBlock(
  tree: BlockTree,
  { labelNeverSet }: Personality,
  selector: BlockSelector,
): Reply<ExecutionPayloadEnvelope | null> {
  const block = tree.find(selector)
  const isLabel = 'tag' in selector && (selector.tag === 'safe' || selector.tag === 'finalized')
  if (block === null && isLabel && labelNeverSet === 'error')
    return { kind: 'error', code: -32_000, message: `${selector.tag} block not found` }
  return { kind: 'result', value: block }
}

function labelsOf(tree: BlockTree): Labels {
  const { head, safe, finalized } = tree.labels()
  return {
    head: refOf(tree, head),
    safe: safe && refOf(tree, safe),
    finalized: finalized && refOf(tree, finalized),
  }
}

function refOf(tree: BlockTree, hash: Hash): BlockRef {
  return { number: tree.get(hash)!.payload.blockNumber, hash }
}
