import { shortHash } from '../view/text.ts'
import type { Scenario } from './scenario.ts'

export const mismatch: Scenario = {
  about: 'the attester signs a block that the chain did not take: the follower halts until somebody looks',
  play: async (network, stage) => {
    const { chronicle, sequencer, attester, follower } = network
    const promoted = () => chronicle.promoted().length
    await stage.expect('blocks are promoted', () => promoted() >= 3, 60_000)

    const rival = await sequencer.claimRival()
    stage.say(
      `the verifying node claims a rival block ${rival.number}, ${shortHash(rival.hash)}, and it is signed`,
    )
    await stage.expect('the follower halts: haltedOnMismatch', () => isHalted(chronicle.view().state), 60_000)
    const evidence = follower.openEvidence()
    await stage.expect(
      'the evidence holds the rival with its signed bytes',
      () => evidence !== null && evidence.evidence.seen.hash === rival.hash && evidence.raw.length > 0,
      0,
    )
    stage.quote(follower.explanation())

    const halted = promoted()
    await stage.never('nothing is promoted while it is halted', () => promoted() > halted, 4_000)
    await stage.expect(
      'heads go on meanwhile',
      () => (chronicle.view().heads.unsafe?.number ?? 0) > rival.number + 4,
      30_000,
    )

    stage.say('the verifying node is repaired, its attester installed anew')
    await attester.stop()
    attester.forget()
    sequencer.withdrawClaim()
    await stage.expect(
      'the verifying node is past the height of the rival',
      () => sequencer.status().safe_l2.number > rival.number,
      30_000,
    )
    await attester.start()
    stage.say('an operator has looked at the evidence and acknowledges it')
    follower.acknowledge(evidence!.evidence.id)
    await stage.expect('promotions go on above the rival', () => promoted() >= halted + 3, 60_000)
  },
}

function isHalted(state: string): boolean {
  return state === 'haltedOnMismatch'
}
