import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keccak256, pad, toHex } from 'viem'
import type { Address, BlockRef } from '../../../../machines/values.ts'
import type { BlockHeader } from '../../../ports/execution-client.ts'
import { giveBalance, giveStorage, type L1 } from '../l1.ts'
import type { Site } from '../site.ts'
import { type Accounts, createAccounts } from './accounts.ts'
import { stockGenesis } from './genesis.ts'
import { l1Config } from './l1-config.ts'
import { type L1Contracts, rollupConfig } from './rollup-config.ts'

export interface ChainOptions {
  readonly chainId: number
  /** The chains whose messages this one takes, itself among them; null before interop. */
  readonly dependencies: readonly number[] | null
}

/** One rollup: who acts on it, and the files that its programs are started with. */
export interface Chain extends ChainOptions {
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
const signerSlot = keccak256(toHex('systemconfig.unsafeblocksigner'))

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
  const contracts = contractsOf(chainId)
  const interop = dependencies !== null
  await giveStorage(l1, contracts.systemConfig, signerSlot, pad(accounts.sequencer.address))
  await giveBalance(l1, accounts.batcher.address, wealthWei)
  await l1.nextBlock()
  const rich = [accounts.user.address, accounts.forger.address]
  await writeJson(files.genesis, stockGenesis({ chainId, timestamp: origin.timestamp, interop, rich }))
  await writeJson(files.l1, l1Config(l1.chainId))
  if (files.dependencies !== null) await writeJson(files.dependencies, dependencySet(dependencies ?? []))
  const batcher = accounts.batcher.address
  const common = { chainId, l1ChainId: l1.chainId, origin, interop, batcher, contracts }
  return {
    ...options,
    accounts,
    files,
    found: (genesis) => writeJson(files.rollup, rollupConfig({ ...common, genesis })),
  }
}

function filesIn(directory: string, interop: boolean): ChainFiles {
  return {
    genesis: join(directory, 'genesis.json'),
    rollup: join(directory, 'rollup.json'),
    l1: join(directory, 'l1.json'),
    dependencies: interop ? join(directory, 'dependencies.json') : null,
  }
}

function contractsOf(chainId: number): L1Contracts {
  return {
    systemConfig: addressOf(0xc0ff_0000 + chainId),
    depositContract: addressOf(0xbeef_0000 + chainId),
    batchInbox: addressOf(0xff00_0000 + chainId),
  }
}

function addressOf(value: number): Address {
  return pad(toHex(value), { size: 20 })
}

function dependencySet(chainIds: readonly number[]) {
  return { dependencies: Object.fromEntries(chainIds.map((chainId) => [chainId, {}])) }
}

function writeJson(path: string, value: unknown): Promise<void> {
  return writeFile(path, JSON.stringify(value, null, 2))
}
