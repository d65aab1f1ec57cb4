import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { networksOf } from '../../../docs/networks/networks-of.ts'
import { decodeRollupConfig } from '../../../src/derive/config/decode-rollup-config.ts'
import { networkConfig, networkNames } from '../../../src/derive/config/networks.ts'
import { forkNames } from '../../../src/derive/forks.ts'
import { decodedValue } from '../support/decoded-value.ts'
import { describeWithVectors, readVector, vectors } from '../support/vectors.ts'
import { chainToml } from './registry.ts'

describe('the table of networks', () => {
  it('holds a sound config under each name, and nothing under any other', () => {
    for (const name of networkNames) expect(networkConfig(name)?.blockTimeSeconds).toBeGreaterThan(0)
    const chainIds = networkNames.map((name) => networkConfig(name)?.l2ChainId)
    expect(new Set(chainIds).size).toBe(networkNames.length)
    for (const name of ['', 'base-mainnet', 'celo-mainnet', 'toString', '__proto__']) {
      expect(networkConfig(name)).toBeNull()
    }
  })

  it('knows when OP Mainnet and OP Sepolia change their rules', () => {
    expect(networkConfig('op-mainnet')).toMatchObject({
      l1ChainId: 1,
      l2ChainId: 10,
      keepKarstUpgradeGas: true,
      forks: { regolith: 0, ecotone: 1710374401, jovian: 1764691201, karst: 1783526401, lagoon: null },
    })
    expect(networkConfig('op-sepolia')).toMatchObject({
      l1ChainId: 11_155_111,
      l2ChainId: 11_155_420,
      pectraBlobScheduleTime: 1742486400,
      forks: { regolith: 0, canyon: 1699981200, granite: 1723478400, isthmus: 1744905600, karst: 1781712001 },
    })
  })
})

describe('the script that makes the table', () => {
  it('names chains as op-node does, and leaves out those that cannot be followed with the reason', () => {
    const checkout = checkoutOf({
      'mainnet/superchain.toml': '[l1]\nchain_id = 1\n',
      'mainnet/own.toml': chainToml({}),
      'mainnet/elsewhere.toml': chainToml({ data_availability_type: '"alt-da"' }),
      'mainnet/hasty.toml': chainToml({ max_sequencer_drift: '0' }),
      'testnet/superchain.toml': '[l1]\nchain_id = 5\n',
      'testnet/own.toml': chainToml({ chain_id: '4321' }),
    })
    const { configs, leftOut } = networksOf(checkout)
    expect(Object.keys(configs)).toEqual(['own-mainnet', 'own-testnet'])
    expect(leftOut).toEqual([
      expect.stringMatching(/^elsewhere-mainnet: alt_da: /),
      expect.stringMatching(/^hasty-mainnet: max_sequencer_drift: /),
    ])
    expect(decodedValue(decodeRollupConfig(configs['own-testnet']))).toMatchObject({
      l1ChainId: 5,
      l2ChainId: 4321,
      blockTimeSeconds: 3,
      keepKarstUpgradeGas: true,
      forks: { regolith: 0, canyon: 11, delta: 12, ecotone: null },
      canyonEip1559Params: '0x000000fb00000007',
      depositContract: `0x${'e1'.repeat(20)}`,
      l1SystemConfig: `0x${'e2'.repeat(20)}`,
      genesis: { l1: { number: 70 }, l2: { number: 80 }, l2Time: 90, systemConfig: { gasLimit: 30n } },
    })
  })

  it('stumbles over a file that it does not understand', () => {
    const checkout = checkoutOf({
      'mainnet/superchain.toml': '[l1]\nchain_id = 1\n',
      'mainnet/own.toml': 'chain_id = "ten"\n',
    })
    expect(() => networksOf(checkout)).toThrow(/chain_id/)
  })
})

const chains = [
  'mainnet-op',
  'mainnet-ink',
  'mainnet-unichain',
  'sepolia-op',
  'sepolia-ink',
  'sepolia-unichain',
]
const superchains = ['mainnet-superchain', 'sepolia-superchain']
const registry = [...chains, ...superchains].map((name) => `registry/${name}.toml`)

describeWithVectors('files of the superchain registry', registry, () => {
  it('give the configs that the table holds', () => {
    const { configs, leftOut } = networksOf(checkoutOfVectors())
    expect(leftOut).toEqual([])
    expect(Object.keys(configs)).toHaveLength(chains.length)
    for (const [name, config] of Object.entries(configs)) {
      expect(decodedValue(decodeRollupConfig(config))).toEqual(networkConfig(name))
    }
  })

  it('list the chains that the table knows, but those with alt-DA', () => {
    const list = JSON.parse(readVector('registry/chainList.json')) as readonly Listed[]
    const followed = list.filter(({ dataAvailabilityType }) => dataAvailabilityType === 'eth-da')
    expect(followed.map(nameOf).toSorted()).toEqual(networkNames)
    for (const chain of followed) expect(networkConfig(nameOf(chain))?.l2ChainId).toBe(chain.chainId)
  })
})

const recorded = [
  ['unichain-mainnet', ['10211000', '10215000', '10311000']],
  ['op-sepolia', ['22880574', '22884231', '22887258', '26207960', '26208927', '26211680']],
] as const

describeWithVectors('rollup configs that were recorded with blocks', ['exec-attributes'], () => {
  it.each(recorded.flatMap(([name, files]) => files.map((file) => [file, name] as const)))(
    '%s agrees with the table about %s',
    (file, name) => {
      const { rollup_config: json } = JSON.parse(readVector(`exec-attributes/${file}.json`)) as Recorded
      const { forks, ...config } = decodedValue(decodeRollupConfig(json))
      const { forks: expected, keepKarstUpgradeGas: _, ...table } = networkConfig(name)!
      expect(config).toMatchObject({ ...table, pectraBlobScheduleTime: config.pectraBlobScheduleTime })
      const scheduled = forkNames.filter((fork) => forks[fork] !== null)
      expect(scheduled).toContain('holocene')
      for (const fork of scheduled) expect(forks[fork]).toBe(expected[fork])
    },
  )
})

interface Listed {
  readonly identifier: string
  readonly chainId: number
  readonly dataAvailabilityType: string
}

interface Recorded {
  readonly rollup_config: unknown
}

function nameOf({ identifier }: Listed): string {
  return identifier.split('/').toReversed().join('-')
}

function checkoutOfVectors(): string {
  const checkout = checkoutOf({})
  for (const path of registry) {
    const [, superchain, chain] = /registry\/(\w+)-(\w+)\.toml/.exec(path)!
    cpSync(vectors(path)!, join(checkout, 'superchain', 'configs', superchain!, `${chain!}.toml`))
  }
  return checkout
}

function checkoutOf(files: Readonly<Record<string, string>>): string {
  const checkout = mkdtempSync(join(tmpdir(), 'superchain-registry-'))
  onTestFinished(() => rmSync(checkout, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    const file = join(checkout, 'superchain', 'configs', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return checkout
}
