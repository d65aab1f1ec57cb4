import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlockRef } from '../../../machines/values.ts'
import { decodeL1ChainConfig } from '../../derive/config/decode-l1-chain-config.ts'
import { decodeRollupConfig } from '../../derive/config/decode-rollup-config.ts'
import type { Rules } from '../../derive/rules.ts'
import type { DerivationConfig } from '../../follower/config.ts'
import type { BlockHeader } from '../../ports/execution-client.ts'
import type { Decoded } from '../../wire/decoded.ts'
import { l1ChainId, l2ChainId } from '../processes.ts'
import { forksThrough } from '../stock/chain/forks.ts'
import { l1Config } from '../stock/chain/l1-config.ts'
import { l1ContractsOf } from '../stock/chain/l1-contracts.ts'
import { rollupConfig } from '../stock/chain/rollup-config.ts'
import type { Workspace } from '../workspace.ts'
import { l1Hardfork } from './l1.ts'

/** By which rules the embedded OP chain is made, and where an operator would point the follower at them. */
export interface OpRules {
  readonly rules: Rules
  readonly derivation: DerivationConfig
}

/** Nobody checks here who posts. */
const batcher = `0x${'ba'.repeat(20)}` as const

/** Jovian from the first block on. */
export async function writeRules(
  workspace: Workspace,
  origin: BlockHeader,
  genesis: BlockRef,
): Promise<OpRules> {
  const forks = forksThrough('jovian')
  const contracts = l1ContractsOf(l2ChainId)
  const rollup = rollupConfig({
    chainId: l2ChainId,
    l1ChainId,
    origin,
    genesis,
    forks,
    batcher,
    contracts,
  })
  const l1 = l1Config({ chainId: l1ChainId, hardfork: l1Hardfork })
  return {
    rules: {
      rollup: taken(decodeRollupConfig(rollup)),
      l1: taken(decodeL1ChainConfig(l1)),
      pastUnknownForks: false,
    },
    derivation: {
      l1Check: true,
      rollup: { kind: 'file', path: await writeJson(workspace, 'rollup.json', rollup) },
      l1ChainConfigPath: await writeJson(workspace, 'l1-chain-config.json', l1),
      pastUnknownForks: false,
    },
  }
}

async function writeJson({ root }: Workspace, name: string, value: unknown): Promise<string> {
  const path = join(root, name)
  await writeFile(path, JSON.stringify(value))
  return path
}

function taken<T>(decoded: Decoded<T>): T {
  if (decoded.kind === 'malformed') throw new Error(`the embedded chain's own config: ${decoded.reason}`)
  return decoded.value
}
