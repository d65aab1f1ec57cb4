import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pad } from 'viem'
import type { BlockRef } from '../../../../machines/values.ts'
import type { BlockHeader } from '../../../ports/execution-client.ts'
import { giveBalance, giveContract, giveStorage, type L1 } from '../l1.ts'
import type { Site } from '../site.ts'
import { type Accounts, createAccounts } from './accounts.ts'
import { type ForkDelays, forksThrough } from './forks.ts'
import { stockGenesis } from './genesis.ts'
import { l1Config } from './l1-config.ts'
import {
  credulousDepositContract,
  credulousSystemConfig,
  type L1Contracts,
  l1ContractsOf,
  unsafeBlockSignerSlot,
} from './l1-contracts.ts'
import { rollupConfig } from './rollup-config.ts'

export interface ChainOptions {
  readonly chainId: number
  /** The chains whose messages this one takes, itself among them; null before interop. */
  readonly dependencies: readonly number[] | null
  /** By default all that there are before interop, and interop where there are dependencies. */
  readonly forks?: ForkDelays
}

/** One rollup: who acts on it, and the files that its programs are started with. */
export interface Chain extends Omit<ChainOptions, 'forks'> {
  readonly contracts: L1Contracts
  readonly accounts: Accounts
  readonly files: ChainFiles
  /** Completes the files. The hash of block 0 is known from the first client that has made it. */
  readonly found: (genesis: BlockRef) => Promise<void>
}

interface ChainFiles {
  readonly genesis: string
  readonly rollup: string
  readonly l1: string
  /** Null before interop. */
  readonly dependencies: string | null
}

const wealthWei = 10n ** 24n
const forksBeforeInterop = forksThrough('jovian')

/** Chains that shall understand each other are founded on the same L1 block. */
export async function createChain(
  { workspace }: Site,
  l1: L1,
  origin: BlockHeader,
  options: ChainOptions,
): Promise<Chain> {
  const { chainId, dependencies } = options
  const directory = await workspace.directory(`chain-${chainId}`)
  const files = filesIn(directory, dependencies !== null)
  const accounts = createAccounts()
  const contracts = l1ContractsOf(chainId)
  const forks = options.forks ?? { ...forksBeforeInterop, ...(dependencies !== null && { lagoon: 0 }) }
  await furnishL1(l1, contracts, accounts)
  const rich = [accounts.user.address, accounts.forger.address]
  await writeJson(files.genesis, stockGenesis({ chainId, timestamp: origin.timestamp, forks, rich }))
  await writeJson(files.l1, l1Config(l1))
  if (files.dependencies !== null) await writeJson(files.dependencies, dependencySet(dependencies ?? []))
  const batcher = accounts.batcher.address
  const common = { chainId, l1ChainId: l1.chainId, origin, forks, batcher, contracts }
  return {
    chainId,
    dependencies,
    contracts,
    accounts,
    files,
    found: (genesis) => writeJson(files.rollup, rollupConfig({ ...common, genesis })),
  }
}

/** In force with the next block, which op-node looks at first. */
async function furnishL1(l1: L1, contracts: L1Contracts, { batcher, sequencer, user }: Accounts) {
  await giveContract(l1, contracts.depositContract, credulousDepositContract)
  await giveContract(l1, contracts.systemConfig, credulousSystemConfig)
  await giveStorage(l1, contracts.systemConfig, unsafeBlockSignerSlot, pad(sequencer.address))
  for (const { address } of [batcher, user]) await giveBalance(l1, address, wealthWei)
  await l1.nextBlock()
}

function filesIn(directory: string, interop: boolean): ChainFiles {
  return {
    genesis: join(directory, 'genesis.json'),
    rollup: join(directory, 'rollup.json'),
    l1: join(directory, 'l1.json'),
    dependencies: interop ? join(directory, 'dependencies.json') : null,
  }
}

function dependencySet(chainIds: readonly number[]) {
  return { dependencies: Object.fromEntries(chainIds.map((chainId) => [chainId, {}])) }
}

function writeJson(path: string, value: unknown): Promise<void> {
  return writeFile(path, JSON.stringify(value, null, 2))
}
