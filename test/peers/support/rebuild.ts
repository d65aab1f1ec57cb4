import type { ConsolidationReading } from '../../../machines/follower/readings.ts'
import type { BlockRef } from '../../../machines/values.ts'
import { createConsolidationReader } from '../../../src/actors/consolidation/read.ts'
import { createExecutionClient } from '../../../src/adapters/execution-client/client.ts'
import { createL1 } from '../../../src/adapters/l1/l1.ts'
import { derivationRules } from '../../../src/follower/derivation-rules.ts'
import type { LyingClientStage } from './lying-client-stage.ts'

const deadlineMs = 10_000

/** Rebuilds one block of a client from L1, on its parent as it stands there. */
export async function rebuild(
  { l1, chain, client }: Pick<LyingClientStage, 'l1' | 'chain' | 'client'>,
  block: BlockRef,
): Promise<ConsolidationReading> {
  const { rollup: path, l1: l1ChainConfigPath } = chain.files
  const config = {
    l1Check: true,
    rollup: { kind: 'file', path },
    l1ChainConfigPath,
    pastUnknownForks: false,
  } as const
  const nobody = { name: 'nobody' } as Parameters<typeof derivationRules>[2]
  const parent = (await client.block(block.number - 1))!
  const read = createConsolidationReader({
    client: createExecutionClient({ url: client.rpc.url, jwtSecret: null, deadlineMs }),
    origins: createL1({ urls: [l1.url], deadlineMs }),
    rules: derivationRules(config, chain.chainId, nobody).read,
    limitBlocks: 1,
    limitReadingMs: deadlineMs,
  })
  return read({ bases: [parent], tip: block }, AbortSignal.timeout(deadlineMs))
}
