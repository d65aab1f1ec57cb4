import type { Denial } from '../../../machines/follower/facts.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import { createAncestry } from './ancestry.ts'
import { type InitialAssertion, initialAssertion } from './assertion.ts'
import { createDenials } from './denials.ts'
import type { AttestedPayload, Desk } from './desk.ts'
import type { ReadBlock } from './labels.ts'
import { withLearnedLinks } from './learned-ancestry.ts'
import { createLinks } from './links.ts'

export interface DeskOptions {
  readonly client: ExecutionClientPort
  /** From the facts on disk; empty on the first start. */
  readonly initial: InitialAssertion
  /** From the facts on disk, oldest first. */
  readonly denials: readonly Denial[]
  /** Without it every replacement is built. */
  readonly attestedPayload?: AttestedPayload
  /** For one call to the client. */
  readonly deadlineMs: number
}

const linksLimitBlocks = 16_384
const ancestryWalkLimitBlocks = 1_024
const learnedWalkLimitBlocks = 4_096
const denialWalkLimitBlocks = 256

export function openDesk({ attestedPayload = () => null, ...options }: DeskOptions): Desk {
  const { client, initial, denials, deadlineMs } = options
  const deadline = () => AbortSignal.timeout(deadlineMs)
  const block: ReadBlock = (selector) => client.block(selector, deadline())
  const links = createLinks(linksLimitBlocks)
  const desk: Desk = {
    client,
    block,
    deadline,
    links,
    ancestry: withLearnedLinks({
      ancestry: createAncestry({ block, links, walkLimitBlocks: ancestryWalkLimitBlocks }),
      links,
      walkLimitBlocks: learnedWalkLimitBlocks,
    }),
    denials: createDenials({
      block,
      links,
      initial: denials,
      finalized: () => desk.assertion.finalized,
      walkLimitBlocks: denialWalkLimitBlocks,
    }),
    attestedPayload,
    assertion: initialAssertion(initial),
    taken: null,
    awaitedHead: null,
    nodeHead: null,
    offered: null,
    reduced: null,
    refused: null,
  }
  return desk
}
