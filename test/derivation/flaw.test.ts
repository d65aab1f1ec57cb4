import { describe, expect, it } from 'vitest'
import { createFlawOf } from '../../src/actors/derivation/flaw.ts'
import { reductionOf } from '../../src/adapters/memory/execution-client/built-block.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { createStory, emitDeposits, refOf, transfer } from '../consolidation/story.ts'

const signal = AbortSignal.timeout(60_000)

/** Our block 12 has two user deposits and a transfer; an attested block in its place is held as a whole. */
function createScene() {
  const story = createStory({ l1Blocks: 1 })
  emitDeposits(story, 7n, 8n)
  story.l1.chain.extend(10)
  story.grow(12, { sequenced: [transfer] })
  const [parent, ours] = story.blocks.slice(11) as [ExecutionPayloadEnvelope, ExecutionPayloadEnvelope]
  const held = new Map<string, ExecutionPayloadEnvelope>()
  const { payload } = story.client
  const flawOf = createFlawOf({ payload, attestedPayload: ({ hash }) => held.get(hash) ?? null })
  const flaw = (attested: ExecutionPayloadEnvelope) => {
    held.set(attested.payload.blockHash, attested)
    return flawOf(refOf(ours), refOf(attested), signal)
  }
  const reduction = reductionOf(parent, ours)
  /** The reduction with other deposits. */
  const withDeposits = (change: (deposits: readonly Uint8Array[]) => readonly Uint8Array[]) =>
    reductionOf(parent, {
      ...ours,
      payload: { ...ours.payload, transactions: change(reduction.payload.transactions) },
    })
  return { ...story, flawOf, flaw, ours, reduction, withDeposits }
}

describe('an attested block that is not ours without its transactions', () => {
  it('has a deposit left out', async () => {
    const { flaw, withDeposits } = createScene()
    const attested = withDeposits(([info, first]) => [info!, first!])
    expect(await flaw(attested)).toBe('transactions[2] (deposit 2): expected in the block, seen missing')
  })

  it('has a deposit added', async () => {
    const { flaw, withDeposits } = createScene()
    const attested = withDeposits((deposits) => [...deposits, deposits[1]!])
    expect(await flaw(attested)).toMatch(
      /^transactions\[3\]: expected no further deposit, seen a deposit from 0xa1/,
    )
  })

  it('has a deposit altered', async () => {
    const { flaw, withDeposits } = createScene()
    const attested = withDeposits(([info, first, second]) => [
      info!,
      Uint8Array.from(first!, senderChanged),
      second!,
    ])
    expect(await flaw(attested)).toMatch(/^transactions\[1\] \(deposit 1\)[^;]*: expected .*, seen .*/)
  })

  it('kept its transfer', async () => {
    const { flaw, ours } = createScene()
    expect(await flaw({ ...ours, payload: { ...ours.payload, gasUsed: 1n } })).toMatch(/^transactions/)
  })

  it('differs in what came of executing it alone', async () => {
    const { flaw, reduction } = createScene()
    const attested = {
      ...reduction,
      payload: { ...reduction.payload, stateRoot: `0x${'51'.repeat(32)}` as const },
    }
    expect(await flaw(attested)).toMatch(/what came of executing them is not$/)
  })

  it('is of another chain altogether, of which enough is named', async () => {
    const { flaw, reduction } = createScene()
    const deposits = Array.from({ length: 400 }, () => reduction.payload.transactions[1]!)
    const text = await flaw({ ...reduction, payload: { ...reduction.payload, transactions: deposits } })
    expect(text).toMatch(/; 3\d\d more$/)
    expect(text!.length).toBeLessThan(4_000)
  })
})

describe('nothing is said', () => {
  it('of a block that we do not hold whole', async () => {
    const { flawOf, ours, at } = createScene()
    expect(await flawOf(refOf(ours), at(3), signal)).toBeNull()
  })

  it('while our own block cannot be read', async () => {
    const { flaw, reduction, client } = createScene()
    client.control.faults.next('payload', { kind: 'down' })
    expect(await flaw(reduction)).toBeNull()
  })
})

/** The sender stands behind the source hash. */
function senderChanged(byte: number, index: number): number {
  return index === 40 ? byte ^ 1 : byte
}
