// A follower inside another program: node examples/embed/follow.ts
// Everything around it lives in memory; with real ports the lines that use the follower stay the same.
import { createFollower, explanationText } from 'op-follower'
import { createMemoryNetwork, nextEvent } from 'op-follower/testing'

const network = createMemoryNetwork()
const follower = createFollower(network.followerOptions)

follower.on('promoted', ({ block, because }) => console.log(`promoted ${block.number} (${because})`))
follower.on('state', ({ to }) => console.log(`  ${to}`))
await follower.start()

// Three blocks exist, two are derived, and the attester has verified the second.
await nextEvent(follower, 'promoted', ({ because }) => because === 'anchor')
await network.seal(3)
network.derive(2)
await network.attest(2)
await nextEvent(follower, 'promoted', ({ block }) => block.number === 2)

// The attester is ahead of our own derivation: nothing is promoted on its word alone.
await network.attest(3)
await nextEvent(follower, 'state', ({ to }) => to === 'awaitingDerivation')
console.log(explanationText(follower.explain()))

// One step of derivation later the same statement is enough.
network.derive(3)
await nextEvent(follower, 'promoted', ({ block }) => block.number === 3)

console.log(`safe is ${network.client.control.labels().safe?.number}`)
await follower.stop()
