import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { AttestationTopic } from '../../../machines/values.ts'
import { createGossipValidator } from '../../../src/actors/gossip/validate.ts'
import { openLibp2pGossip } from '../../../src/adapters/libp2p/gossip.ts'
import type { OpAttester, ToldAttester } from '../../../src/devnet/stock/op-attester.ts'
import type { Site } from '../../../src/devnet/stock/site.ts'
import { systemClock } from '../../../src/ports/clock.ts'
import type { GossipPort, GossipValidator } from '../../../src/ports/gossip.ts'

/**
 * Tells what an attester signs on one topic, and nothing else: whoever knows nobody but the relay lives
 * by that topic alone. It answers nobody who asks for heads by height.
 */
export async function openRelay(
  site: Site,
  chainId: number,
  { address, multiaddr }: OpAttester,
  topic: AttestationTopic,
): Promise<ToldAttester> {
  const mouth = await joinMesh(site, chainId, `${topic}-mouth`, [], () => ({ kind: 'accept' }))
  const validate = createGossipValidator({
    chainId,
    attesters: () => [address],
    clock: systemClock,
    onAccepted: (attestation, raw) => {
      if (attestation.topic === topic) void mouth.publish(topic, raw)
    },
  })
  await joinMesh(site, chainId, `${topic}-ear`, [multiaddr], validate)
  return { address, multiaddr: mouth.addresses()[0]! }
}

async function joinMesh(
  { workspace }: Site,
  chainId: number,
  name: string,
  staticPeers: readonly string[],
  validate: GossipValidator,
): Promise<GossipPort> {
  const identityPath = join(workspace.root, name)
  const listen = { ip: '127.0.0.1', port: 0 }
  const gossip = await openLibp2pGossip({ chainId, identityPath, listen, staticPeers, validate })
  onTestFinished(gossip.close)
  return gossip
}
