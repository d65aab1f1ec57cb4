import type { Scenario } from './scenario.ts'

export const engineDown: Scenario = {
  about: "the follower's execution client is killed and comes back: promotions wait and go on",
  play: async (network, stage) => {
    const { chronicle, followerClient, safe } = network
    const promoted = () => chronicle.promoted()
    await stage.expect('blocks are promoted', () => promoted().length >= 3, 60_000)

    await followerClient.kill()
    stage.say("the follower's execution client is killed")
    await stage.expect(
      'the follower says so: engine/unreachable',
      () => chronicle.view().blockers.some(({ code }) => code === 'engine/unreachable'),
      30_000,
    )
    const count = promoted().length
    await stage.never('nothing is promoted meanwhile', () => promoted().length > count, 3_000)

    stage.say('the execution client is started again')
    await followerClient.restart()
    await stage.expect('promotions go on', () => promoted().length >= count + 3, 60_000)
    await stage.expect(
      'the client calls safe what was promoted last',
      async () => (await safe())?.hash === promoted().at(-1)!.hash,
      10_000,
    )
  },
}
