import { safeHead } from './observe.ts'
import type { Scenario } from './scenario.ts'

const blocksAway = 6

export const restart: Scenario = {
  about: 'the follower is stopped and started again on the same data: it goes on where it was',
  play: async (network, stage) => {
    const { chronicle, sequencer, follower, safe } = network
    const promoted = () => chronicle.promoted()
    await stage.expect('blocks are promoted', () => promoted().length >= 3, 60_000)

    await follower.stop()
    const before = await safeHead(network)
    stage.say(`the follower is stopped; its client says safe ${before.number}`)
    const away = sequencer.status().unsafe_l2.number
    await stage.expect(
      `the rollup goes on by ${blocksAway} blocks`,
      () => sequencer.status().unsafe_l2.number >= away + blocksAway,
      60_000,
    )
    await stage.expect(
      `without the follower nothing moves safe: still ${before.number}`,
      async () => (await safe())?.number === before.number,
      0,
    )

    const count = promoted().length
    await follower.start()
    stage.say('the follower is started again')
    await stage.expect('it remembers a cross-safe head at once', () => follower.crossSafe() !== null, 0)
    await stage.expect(
      `that head is ${before.number}, or newer`,
      () => (follower.crossSafe()?.number ?? 0) >= before.number,
      5_000,
    )
    await stage.expect(
      'safe was not taken back',
      async () => (await safeHead(network)).number >= before.number,
      0,
    )
    await stage.expect('promotions go on', () => promoted().length >= count + 3, 60_000)
    await stage.expect('none went backwards', () => isRising(promoted()), 0)
  },
}

function isRising(blocks: readonly { readonly number: number }[]): boolean {
  return blocks.every(({ number }, index) => index === 0 || number > blocks[index - 1]!.number)
}
