import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import type { Sequencer } from './sequencer.ts'

/** The sequencer's client as its attester sees it: clients keep no block that they did not adopt, its node does. */
export function withRival(client: ExecutionClientPort, { rival }: Sequencer): ExecutionClientPort {
  return {
    ...client,
    payload: async (hash, signal) => {
      const held = rival()
      if (held?.ref.hash === hash) return { kind: 'ok', value: held.envelope }
      return client.payload(hash, signal)
    },
  }
}
