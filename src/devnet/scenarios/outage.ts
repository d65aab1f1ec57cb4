import { promotedSince, settled } from './observe.ts'
import type { Scenario } from './scenario.ts'

const blocksAway = 12
/** The attester's node verifies a block somewhat later than ours derives it, and an older head may be heard first. */
const headStartBlocks = 3

export const outage: Scenario = {
  about: 'the attester goes away, the backlog grows, and one promotion clears it',
  play: async (network, stage) => {
    const { chronicle, attester, verifier, safe } = network
    await stage.expect('blocks are promoted', () => chronicle.promoted().length >= 3, 60_000)

    stage.say('the attester is stopped; sequencer and rollup node go on')
    await attester.stop()
    const last = await settled(chronicle, stage)
    const derived = () => verifier.status().local_safe_l2.number
    await stage.expect(
      `${blocksAway} more blocks are derived that nobody attests`,
      () => derived() >= last.number + blocksAway + headStartBlocks,
      60_000,
    )
    await stage.expect(
      `explain says what is missing: attestation/missing or attestation/overdue, state awaitingAttestation`,
      () => chronicle.view().state === 'awaitingAttestation' && isMissed(chronicle.view().blockers),
      10_000,
    )
    await stage.expect(
      `safe stayed at ${last.number}`,
      async () => (await safe())?.number === last.number,
      1_000,
    )

    stage.say('the attester is started again')
    await attester.start()
    await stage.expect('a promotion follows', () => promotedSince(chronicle, last).length > 0, 30_000)
    const [first] = promotedSince(chronicle, last)
    await stage.expect(
      `it is one, from ${last.number} to ${first!.number}, over the whole backlog`,
      () => first!.number >= last.number + blocksAway,
      0,
    )
  },
}

function isMissed(blockers: readonly { readonly code: string }[]): boolean {
  return blockers.some(({ code }) => code === 'attestation/missing' || code === 'attestation/overdue')
}
