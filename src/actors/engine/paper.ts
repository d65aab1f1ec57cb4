import type { EngineReading, NodeAtPort } from '../../../machines/follower/readings.ts'
import type { BlockRef } from '../../../machines/values.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import type { Answer, Trouble } from '../../ports/trouble.ts'
import { admit } from './admission.ts'
import { certain, type Target } from './assertion.ts'
import type { Engine, Replacer } from './engine.ts'
import { nothingBuilt, reduceOnPaper } from './reduce-on-paper.ts'

/** Where a paper engine looks at the chain: a rollup node will do. */
export interface PaperChain {
  readonly head: (signal: AbortSignal) => Promise<Answer<BlockRef>>
  readonly finalized: (signal: AbortSignal) => Promise<Answer<BlockRef>>
  readonly blockAt: (number: number, signal: AbortSignal) => Promise<Answer<BlockRef | null>>
}

export interface PaperEngineOptions {
  readonly chain: PaperChain
  readonly initial: Target
  /** Whole blocks of the chain, where there is a client to read them from. */
  readonly payload: ExecutionClientPort['payload'] | null
}

/** The labels of a follower that moves no client: moved by the same rules as a client's, kept in memory, seen by nobody else. */
export function createPaperEngine({ chain, initial, payload }: PaperEngineOptions): Engine & Replacer {
  let labels = certain(initial)

  const readLabels = async (signal: AbortSignal): Promise<LabelsOnPaper | Trouble> => {
    const [head, chainFinalized] = await Promise.all([chain.head(signal), chain.finalized(signal)])
    if (head.kind !== 'ok') return head
    if (chainFinalized.kind !== 'ok') return chainFinalized
    const finalized = labels.finalized ?? chainFinalized.value
    return { kind: 'labels', head: head.value, safe: labels.safe, finalized, safeIsOurs: true, node: noNode }
  }

  return {
    command: async (input, signal, beforeSending = () => {}) => {
      const admission = admit(labels, input)
      if (admission.kind === 'refused') return { kind: 'forkchoice-refused', detail: admission.detail }
      beforeSending()
      const { safe, finalized } = admission
      const found = await chain.blockAt(safe.number, signal)
      if (found.kind !== 'ok') return found
      if (found.value === null) return { kind: 'syncing' }
      if (found.value.hash !== safe.hash)
        return { kind: 'forkchoice-refused', detail: `the chain has ${found.value.hash} at ${safe.number}` }
      labels = certain({ safe, finalized })
      return { kind: 'valid' }
    },
    readBack: readLabels,
    read: (_question, signal) => readLabels(signal),
    reduce: reduceOnPaper(payload),
    replace: async () => nothingBuilt,
  }
}

const noNode: NodeAtPort = { onDeniedBranch: false, offered: null }

type LabelsOnPaper = Extract<EngineReading, { kind: 'labels' }>
