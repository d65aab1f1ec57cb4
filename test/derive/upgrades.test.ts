import { createHash } from 'node:crypto'
import { getContractAddress, toFunctionSelector } from 'viem'
import { describe, expect, it } from 'vitest'
import type { ExpectedTransaction } from '../../src/derive/attributes/expected-transaction.ts'
import type { ForkTimes } from '../../src/derive/forks.ts'
import { upgradeSource } from '../../src/derive/source-hash.ts'
import { upgradeGas } from '../../src/derive/upgrades/upgrade-gas.ts'
import { upgradeTransactions } from '../../src/derive/upgrades/upgrade-transactions.ts'
import { toHex } from '../../src/wire/hex.ts'
import { refusal } from '../wire/refusal.ts'
import { decodedValue } from './support/decoded-value.ts'
import { forksUpTo, rollupOf } from './support/rollup.ts'

const time = 1_010
const parentTime = 1_008

function transactionsOf(forks: Partial<ForkTimes>): readonly ExpectedTransaction[] {
  return decodedValue(upgradeTransactions(rollupOf(forks), parentTime, time))
}

function dataOf({ data }: ExpectedTransaction): string {
  return data instanceof Uint8Array ? toHex(data) : `code ${data.keccak256}`
}

describe('the upgrade transactions of a block', () => {
  it.each([
    ['ecotone', 6],
    ['fjord', 3],
    ['isthmus', 8],
    ['jovian', 5],
    ['karst', 31],
  ] as const)('are those of %s in its first block, and in no other', (fork, count) => {
    const rollup = rollupOf({ [fork]: time - 1 })
    expect(decodedValue(upgradeTransactions(rollup, parentTime, time))).toHaveLength(count)
    expect(upgradeTransactions(rollup, parentTime - 2, time - 2)).toEqual({ kind: 'ok', value: [] })
    expect(upgradeTransactions(rollup, time, time + 2)).toEqual({ kind: 'ok', value: [] })
  })

  it.each(['regolith', 'canyon', 'delta', 'granite', 'holocene'] as const)('are none for %s', (fork) => {
    expect(transactionsOf({ [fork]: time })).toEqual([])
  })

  it('are none for forks that are active from genesis', () => {
    const rollup = rollupOf(forksUpTo('lagoon'))
    expect(upgradeTransactions(rollup, 1_000, 1_002)).toEqual({ kind: 'ok', value: [] })
  })

  it('follow each other where two forks come in one block', () => {
    const both = transactionsOf({ fjord: time, ecotone: time })
    expect(both).toEqual([...transactionsOf({ ecotone: time }), ...transactionsOf({ fjord: time })])
  })

  it('of Lagoon are not known, which is said', () => {
    expect(upgradeTransactions(rollupOf({ lagoon: time }), parentTime, time)).toEqual(
      refusal(/^the upgrade transactions of lagoon are not known to this version$/),
    )
  })

  it('move no value, are no system transactions, and are told by their intent', () => {
    for (const fork of ['ecotone', 'fjord', 'isthmus', 'jovian', 'karst'] as const) {
      for (const { what, sourceHash, mint, value, isSystemTransaction } of transactionsOf({ [fork]: time })) {
        expect({ mint, value, isSystemTransaction }).toEqual({
          mint: 0n,
          value: 0n,
          isSystemTransaction: false,
        })
        expect(what.toLowerCase()).toMatch(new RegExp(`^upgrade ${fork}( [0-9]+)?: `))
        expect(sourceHash).toBe(upgradeSource(what.slice('upgrade '.length)))
      }
    }
  })

  it('deploy code of which only the hash is known, and carry short calls as they are', () => {
    const rows = transactionsOf({ fjord: time }).map((row) => [row.from, row.to, row.gas, dataOf(row)])
    expect(rows).toEqual([
      [
        '0x4210000000000000000000000000000000000002',
        null,
        1_450_000n,
        'code 0xb16f1e370e58c7693fd113a21a1b1e7ccebc03d4f1e5a76786fc27847ef51ead',
      ],
      [
        '0x0000000000000000000000000000000000000000',
        '0x420000000000000000000000000000000000000f',
        50_000n,
        `${toFunctionSelector('upgradeTo(address)')}${'00'.repeat(12)}a919894851548179a0750865e7974da599c0fac7`,
      ],
      [
        '0xdeaddeaddeaddeaddeaddeaddeaddeaddead0001',
        '0x420000000000000000000000000000000000000f',
        90_000n,
        toFunctionSelector('setFjord()'),
      ],
    ])
  })

  it.each(['ecotone', 'fjord', 'isthmus', 'jovian'] as const)(
    'of %s point proxies to what its own deployers created',
    (fork) => {
      const rows = transactionsOf({ [fork]: time })
      const created = rows
        .filter(({ to }) => to === null)
        .map(({ from }) => getContractAddress({ from, nonce: 0n }).toLowerCase())
      const calls = rows
        .map(dataOf)
        .filter((data) => data.startsWith(toFunctionSelector('upgradeTo(address)')))
      expect(calls.length).toBeGreaterThan(0)
      for (const call of calls) expect(created).toContain(`0x${call.slice(-40)}`)
      expect(new Set(calls).size).toBe(calls.length)
    },
  )
})

/** Of every figure of every row, so that none changes by accident where no real chain is there to hold it against. */
const digests = {
  ecotone: '80649f1e4f59b7308af7662aa88d67dbe11e4735babd401df28358bdb2a68465',
  fjord: 'b293cfdfc3402796e95a6596b33b810218bbc225a08f32e86fa8431d9fa2b8f0',
  isthmus: '142963c1834348305cbd8bef4149926357aa1d24661f1f8466a0ee8ba85d34a6',
  jovian: '832a549381151deb74424d92473c31516312137f1e519c8ae2e1d73cb741b2e8',
  karst: 'fbf9649f01f30791dfb4c33450d1e47bb1d152360a9dd7701d8247e33fa31b72',
} as const

describe('the rows of an upgrade', () => {
  it.each(Object.entries(digests))(
    'of %s are still those that were once held against real ones',
    (fork, digest) => {
      const rows = transactionsOf({ [fork]: time }).map((row) => [
        row.what,
        row.from,
        row.to,
        `${row.gas}`,
        dataOf(row),
      ])
      expect(createHash('sha256').update(JSON.stringify(rows)).digest('hex')).toBe(digest)
    },
  )
})

describe('the gas that a block gets on top for its upgrade', () => {
  const gasOf = (forks: Partial<ForkTimes>) => upgradeGas(rollupOf(forks), parentTime, time)

  it('is what the bundle of Karst needs, in its first block only', () => {
    const rollup = rollupOf({ karst: time })
    expect(upgradeGas(rollup, parentTime, time)).toBe(55_370_657n)
    expect(upgradeGas(rollup, time, time + 2)).toBe(0n)
  })

  it('is none for the forks before, whose transactions have to fit in', () => {
    expect(gasOf({ ecotone: time, fjord: time, isthmus: time, jovian: time })).toBe(0n)
  })
})
