import type { OriginFacts } from '../../src/derive/attributes/origin-facts.ts'
import { originOf } from '../../src/derive/origin-of.ts'
import type { Receipt } from '../../src/derive/receipt.ts'
import type { Rules } from '../../src/derive/rules.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { decodedValue } from '../../test/derive/support/decoded-value.ts'
import {
  type GranitePack,
  granitePack,
  type L1Block,
  readGranitePack,
} from '../../test/derive/support/granite-pack.ts'
import { vectors } from '../../test/derive/support/vectors.ts'

/** A block with everything that it is rebuilt from. */
export interface Step {
  readonly rules: Rules
  readonly parent: ExecutionPayloadEnvelope
  readonly block: ExecutionPayloadEnvelope
  readonly origin: OriginFacts
  readonly l1: WholeL1Block
}

/** With its receipts, in order. */
export interface WholeL1Block extends L1Block {
  readonly receipts: readonly Receipt[]
}

export interface Window {
  readonly steps: readonly Step[]
  /** The first blocks of their epochs, which take what L1 brings. */
  readonly firsts: readonly Step[]
  readonly l1: readonly WholeL1Block[]
}

/** The minutes of OP Sepolia that are recorded with their L1; the reason where they are not on this machine. */
export function readWindow(): Window | string {
  if (vectors(granitePack) === null) return `${granitePack} is not there, see OP_FOLLOWER_VECTORS`
  const pack = readGranitePack()
  const steps = pack.l2.slice(1).map((block, i) => stepOf(pack, pack.l2[i]!, block))
  return {
    steps,
    firsts: steps.filter(
      ({ rules, block }) => decodedValue(originOf(rules.rollup, block)).sequenceNumber === 0,
    ),
    l1: [...pack.l1.values()].filter(isWhole),
  }
}

function stepOf(
  { rules, l1 }: GranitePack,
  parent: ExecutionPayloadEnvelope,
  block: ExecutionPayloadEnvelope,
): Step {
  const found = l1.get(decodedValue(originOf(rules.rollup, block)).origin.hash)
  if (found === undefined || !isWhole(found)) throw new Error('the origin of a block is not in the window')
  return { rules, parent, block, origin: { ...found, next: null }, l1: found }
}

function isWhole(block: L1Block): block is WholeL1Block {
  return block.receipts !== null
}
