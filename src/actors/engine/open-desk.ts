import type { Denial } from '../../../machines/follower/facts.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import { createAncestry } from './ancestry.ts'
import { type InitialAssertion, initialAssertion } from './assertion.ts'
import { createDenials } from './denials.ts'
import type { Desk } from './desk.ts'
import type { ReadBlock } from './labels.ts'
import { withLearnedLinks } from './learned-ancestry.ts'
import { createLinks } from './links.ts'

export interface DeskOptions {
  readonly client: ExecutionClientPort
  /** From the facts on disk; empty on the first start. */
  readonly initial: InitialAssertion
  /** From the facts on disk, oldest first. */
  readonly denials: readonly Denial[]
  /** For one call to the client. */
  readonly deadlineMs: number
}

const linksLimitBlocks = 16_384
const ancestryWalkLimitBlocks = 1_024
const learnedWalkLimitBlocks = 4_096
const denialWalkLimitBlocks = 256

export function openDesk({ client, initial, denials, deadlineMs }: DeskOptions): Desk {
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
    assertion: initialAssertion(initial),
    taken: null,
    awaitedHead: null,
    nodeHead: null,
    offered: null,
    reduced: null,
  }
  return desk
}
