import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Address } from '../../machines/values.ts'
import type { ExpectedTransaction } from '../../src/derive/attributes/expected-transaction.ts'
import { encodeDeposit } from '../../src/derive/deposit.ts'
import type { ForkName } from '../../src/derive/forks.ts'
import { upgradeTransactions } from '../../src/derive/upgrades/upgrade-transactions.ts'
import { keccak256 } from '../../src/wire/hash.ts'
import { fromHex, toHex } from '../../src/wire/hex.ts'
import type { Hex } from '../../src/wire/payload.ts'
import { decodedValue } from './support/decoded-value.ts'
import { rollupOf } from './support/rollup.ts'
import { describeWithVectors, readVector } from './support/vectors.ts'

function ours(fork: ForkName): readonly ExpectedTransaction[] {
  return decodedValue(upgradeTransactions(rollupOf({ [fork]: 1_010 }), 1_008, 1_010))
}

/** Bytes from a file of hex, with or without its prefix. */
function bytesIn(file: string): Uint8Array {
  const text = readVector(`upgrades/${file}`).trim()
  return fromHex(text.startsWith('0x') ? (text as Hex) : `0x${text}`)
}

/** Our row, with code in the place of its hash where that is the hash of this code. */
function withCode(row: ExpectedTransaction, code: Uint8Array | null): Hex {
  const { what: _, data, ...deposit } = row
  if (data instanceof Uint8Array) return toHex(encodeDeposit({ ...deposit, data }))
  expect(data.keccak256).toBe(toHex(keccak256(code!)))
  return toHex(encodeDeposit({ ...deposit, data: code! }))
}

/** By fork: what its transactions deploy, null where they deploy nothing. */
const code = {
  ecotone: [
    'ecotone-l1-block-deployment.txt',
    'ecotone-gas-price-oracle-deployment.txt',
    null,
    null,
    null,
    'eip4788_ecotone.hex',
  ],
  fjord: ['fjord-gas-price-oracle-deployment.txt', null, null],
  isthmus: [
    'isthmus-l1-block-deployment.txt',
    'isthmus-gas-price-oracle-deployment.txt',
    'isthmus-operator-fee-deployment.txt',
    null,
    null,
    null,
    null,
    'eip2935_isthmus.hex',
  ],
} as const

const files = Object.entries(code).flatMap(([fork, names]) =>
  names.map((file, index) => ({ fork: fork as keyof typeof code, file, index })),
)

describeWithVectors('the upgrade transactions of real chains', ['upgrades'], () => {
  it.each(files)('$fork $index is ours, byte by byte, with its code put in', ({ fork, file, index }) => {
    const published = toHex(bytesIn(`${fork}_tx_${index}.hex`))
    expect(withCode(ours(fork)[index]!, file === null ? null : bytesIn(file))).toBe(published)
  })

  it('are seventeen', () => {
    expect(files.length).toBe(17)
    for (const fork of ['ecotone', 'fjord', 'isthmus'] as const)
      expect(ours(fork).length).toBe(code[fork].length)
  })

  it.each([
    [0, 'jovian-l1-block-deployment.txt'],
    [2, 'jovian-gas-price-oracle-deployment.txt'],
  ])('of Jovian: the code of transaction %s has the hash we know', (index, file) => {
    expect(ours('jovian')[index]!.data).toEqual({ keccak256: toHex(keccak256(bytesIn(file))) })
  })
})

const bundle = 'upgrades/karst_nut_bundle.json'

interface BundleTransaction {
  readonly intent: string
  readonly from: Address
  readonly to: Address | null
  readonly gasLimit: number
  readonly data: Hex
}

describeWithVectors('the upgrade bundle of Karst', [bundle], () => {
  it('is the one that the protocol names', () => {
    expect(createHash('sha256').update(readVector(bundle)).digest('hex')).toBe(
      '08f5df36f7ff29a9421ab84beebe96684a7455df9a5d234a2468613a4008ad91',
    )
  })

  it('is ours in all 31 rows', () => {
    const { transactions } = JSON.parse(readVector(bundle)) as { transactions: readonly BundleTransaction[] }
    const rows = transactions.map(({ intent, from, to, gasLimit, data }, index) => ({
      what: `upgrade karst ${index}: ${intent}`,
      from: from.toLowerCase(),
      to: to === null ? null : to.toLowerCase(),
      gas: BigInt(gasLimit),
      data: toHex(keccak256(fromHex(data))),
    }))
    const hashed = ours('karst').map(({ what, from, to, gas, data }) => {
      return {
        what,
        from,
        to,
        gas,
        data: data instanceof Uint8Array ? toHex(keccak256(data)) : data.keccak256,
      }
    })
    expect(rows).toHaveLength(31)
    expect(hashed).toEqual(rows)
  })
})
