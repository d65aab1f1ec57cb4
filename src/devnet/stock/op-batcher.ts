import * as Schema from 'effect/Schema'
import { freePort } from '../free-port.ts'
import type { Chain } from './chain/chain.ts'
import type { L1 } from './l1.ts'
import type { OpGeth } from './op-geth.ts'
import type { OpNode } from './op-node.ts'
import { createProgram, type Program } from './program.ts'
import { createRpc } from './rpc.ts'
import type { Site } from './site.ts'

/** Not started yet. Its batches are call data, so L1 needs no beacon node. */
export async function createOpBatcher(
  site: Site,
  l1: L1,
  chain: Chain,
  sequencer: { readonly client: OpGeth; readonly node: OpNode },
): Promise<Program> {
  const port = await freePort()
  const rpc = createRpc(`http://127.0.0.1:${port}`)
  return createProgram(site, {
    name: `op-batcher-${chain.chainId}`,
    command: site.executables['op-batcher'],
    args: [
      [`--l1-eth-rpc=${l1.url}`, `--l2-eth-rpc=${sequencer.client.rpc.url}`],
      [`--rollup-rpc=${sequencer.node.url}`, `--private-key=${chain.accounts.batcher.privateKey}`],
      ['--data-availability-type=calldata', '--max-channel-duration=2', '--sub-safety-margin=4'],
      ['--poll-interval=1s', '--num-confirmations=1', '--resubmission-timeout=10s'],
      ['--txmgr.receipt-query-interval=1s'],
      ['--throttle.unsafe-da-bytes-lower-threshold=0', '--rpc.addr=127.0.0.1', `--rpc.port=${port}`],
    ].flat(),
    isReady: async () => (await rpc.attempt(Schema.Unknown, 'rpc_modules')) !== null,
  })
}
