import type { Address } from '../../../../machines/values.ts'
import { l1ForksAtGenesis } from '../../l1-forks.ts'
import { type ForkDelays, genesisForks } from './forks.ts'
import { credulousInbox, predeploys } from './predeploys.ts'

export interface StockGenesisOptions {
  readonly chainId: number
  /** Of the L1 block that the chain is founded on. */
  readonly timestamp: number
  /** Canyon and Ecotone are among them. */
  readonly forks: ForkDelays
  readonly rich: readonly Address[]
}

export const eip1559 = { elasticity: 6, denominator: 50, denominatorCanyon: 250 }

const zeroWord = `0x${'00'.repeat(32)}`
const wealth = '0xd3c21bcecceda1000000'

/** A genesis for op-geth, with hardly any contracts, because derivation needs none. */
export function stockGenesis({ chainId, timestamp, forks, rich }: StockGenesisOptions) {
  return {
    config: { ...forksBeforeOurs, ...genesisForks(forks, timestamp), chainId, optimism },
    timestamp: `0x${timestamp.toString(16)}`,
    extraData: extraDataOf(forks),
    gasLimit: '0x1c9c380',
    baseFeePerGas: '0x3b9aca00',
    difficulty: '0x0',
    nonce: '0x0',
    mixHash: zeroWord,
    coinbase: predeploys.feeVault,
    excessBlobGas: '0x0',
    blobGasUsed: '0x0',
    number: '0x0',
    gasUsed: '0x0',
    parentHash: zeroWord,
    alloc: { ...contracts, ...Object.fromEntries(rich.map((address) => [address, { balance: wealth }])) },
  }
}

const optimism = {
  eip1559Elasticity: eip1559.elasticity,
  eip1559Denominator: eip1559.denominator,
  eip1559DenominatorCanyon: eip1559.denominatorCanyon,
}

/** Version, denominator and elasticity since Holocene, minimum base fee since Jovian. */
function extraDataOf(forks: ForkDelays): string {
  const fees = word(eip1559.denominatorCanyon, 4) + word(eip1559.elasticity, 4)
  if (forks.jovian === 0) return `0x01${fees}${word(0, 8)}`
  return forks.holocene === 0 ? `0x00${fees}` : '0x'
}

const contracts = {
  [predeploys.l1Block]: { code: '0x00', nonce: '0x1', balance: '0x0' },
  // With empty storage op-geth leaves `withdrawalsRoot` out of its payloads, and refuses them back.
  [predeploys.messagePasser]: {
    code: '0x00',
    nonce: '0x1',
    balance: '0x0',
    storage: { [`0x${word(1, 32)}`]: `0x${word(1, 32)}` },
  },
  [predeploys.crossL2Inbox]: { code: credulousInbox, nonce: '0x1', balance: '0x0' },
}

const forksBeforeOurs = {
  ...l1ForksAtGenesis,
  muirGlacierBlock: 0,
  arrowGlacierBlock: 0,
  grayGlacierBlock: 0,
  mergeNetsplitBlock: 0,
  bedrockBlock: 0,
}

function word(value: number, bytes: number): string {
  return value.toString(16).padStart(bytes * 2, '0')
}
