import type { GossipVerdict } from '../ports/gossip.ts'

/** An attester has no trust policy to judge others by; followers relay among themselves. */
export function passNothingOn(): GossipVerdict {
  return { kind: 'ignore', reason: 'an attester relays nothing', penalty: false }
}
