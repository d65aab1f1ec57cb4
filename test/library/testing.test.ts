import { createFollower } from 'op-follower'
import { createMemoryNetwork, type MemoryNetwork, nextEvent, strangeHash } from 'op-follower/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'

let network: MemoryNetwork
let stop: () => Promise<void>

beforeEach(async () => {
  network = createMemoryNetwork()
  stop = async () => {}
})

afterEach(() => stop())

/** A follower that has anchored, on a chain of three blocks of which two are derived. */
async function following() {
  const follower = createFollower(network.followerOptions)
  stop = follower.stop
  await follower.start()
  await nextEvent(follower, 'promoted')
  await network.seal(3)
  network.derive(2)
  return follower
}

test('what is attested and derived is promoted, and the client shows it', async () => {
  const follower = await following()
  await network.attest(2)
  const { block } = await nextEvent(follower, 'promoted')
  expect(network.client.control.labels().safe).toEqual(block)
  expect(block.number).toBe(2)
})

test('a lie about a derived block halts, and the same lie about one to come only waits', async () => {
  const follower = await following()
  await network.attest(2)
  await nextEvent(follower, 'promoted')
  await network.attest(3, { hash: strangeHash })
  await nextEvent(follower, 'state', ({ to }) => to === 'awaitingDerivation')
  network.derive(3)
  const { evidence } = await nextEvent(follower, 'halted')
  expect(evidence.seen).toEqual({ number: 3, hash: strangeHash })
  expect(network.client.control.labels().safe?.number).toBe(2)
})

test('a block that is not what L1 makes of it is held by name, and what lies below is promoted', async () => {
  const follower = await following()
  await network.seal(1, { gasLimit: 1n })
  network.derive(4)
  await network.attest(4)
  await nextEvent(follower, 'state', ({ to }) => to === 'holding')
  expect(follower.explain().blockers[0]).toMatchObject({
    code: 'consolidation/differs',
    detail: expect.stringContaining('gasLimit'),
    expected: '30000000',
    seen: '1',
  })
  await network.attest(3)
  await nextEvent(follower, 'promoted', ({ block }) => block.number === 3)
  expect(follower.status().footing).toMatchObject({ tier: 2 })
})

test('time stands still until the clock is told to go on', async () => {
  const follower = await following()
  const before = follower.status().stateForMs
  network.clock.advance(3_600_000)
  expect(follower.status().stateForMs - before).toBe(3_600_000)
})

test('waiting for what does not happen ends with a reason', async () => {
  const follower = createFollower(network.followerOptions)
  await expect(nextEvent(follower, 'halted', () => true, 20)).rejects.toThrow(
    "no matching 'halted' within 20 ms",
  )
})
