import fc from 'fast-check'
import { encodeFunctionData, parseAbi } from 'viem'
import { describe, expect, it } from 'vitest'
import { decodeL1Info, encodeL1Info } from '../../src/derive/l1-info/codec.ts'
import { l1InfoLayoutAt } from '../../src/derive/l1-info/layout-at.ts'
import { fromHex, toHex } from '../../src/wire/hex.ts'
import { mutate } from '../wire/mutate.ts'
import { createRandom } from '../wire/random.ts'
import { refusal } from '../wire/refusal.ts'
import { anyL1Info, l1Infos, layoutNames } from './support/l1-infos.ts'
import { rollupOf } from './support/rollup.ts'

describe('an L1 info', () => {
  it('of Bedrock is a plain call of the L1Block contract', () => {
    const { number, time, baseFee, blockHash, sequenceNumber, batcher, overhead, scalar } = l1Infos.bedrock
    const call = encodeFunctionData({
      abi: parseAbi([
        'function setL1BlockValues(uint64,uint64,uint256,bytes32,uint64,bytes32,uint256,uint256)',
      ]),
      args: [
        BigInt(number),
        BigInt(time),
        baseFee,
        blockHash,
        BigInt(sequenceNumber),
        `0x${'00'.repeat(12)}${batcher.slice(2)}`,
        BigInt(overhead),
        BigInt(scalar),
      ],
    })
    expect(toHex(encodeL1Info(l1Infos.bedrock))).toBe(call)
  })

  const ecotone =
    '00000008' +
    '00000009' +
    '0000000000000006' +
    '0000000000000304' +
    '0000000000000102' +
    `80${'00'.repeat(30)}05` +
    `${'00'.repeat(31)}07` +
    'b1'.repeat(32) +
    '00'.repeat(12) +
    'ba'.repeat(20)
  const isthmus = `${ecotone}0000000affffffffffffffff`

  it.each([
    ['ecotone', `0x440a5e20${ecotone}`],
    ['isthmus', `0x098999be${isthmus}`],
    ['jovian', `0x3db6be2b${isthmus}000b`],
  ] as const)('of %s is packed without padding', (layout, data) => {
    expect(toHex(encodeL1Info(l1Infos[layout]))).toBe(data)
    expect(decodeL1Info(fromHex(data as `0x${string}`))).toEqual({ kind: 'ok', value: l1Infos[layout] })
  })

  it('comes back as it went, in every layout', () => {
    fc.assert(
      fc.property(anyL1Info, (info) => {
        expect(decodeL1Info(encodeL1Info(info))).toEqual({ kind: 'ok', value: info })
      }),
    )
  })

  it.each(layoutNames)('of %s is refused at every other length', (layout) => {
    const data = encodeL1Info(l1Infos[layout])
    for (let length = 0; length < data.length; length++) {
      expect(decodeL1Info(data.subarray(0, length))).toMatchObject({ kind: 'malformed' })
    }
    expect(decodeL1Info(Uint8Array.from([...data, 0]))).toEqual(refusal(/bytes, this one/))
  })

  it('is refused under a selector of no layout', () => {
    const data = encodeL1Info(l1Infos.jovian)
    data[3]! ^= 1
    expect(decodeL1Info(data)).toEqual(refusal(/selector 0x3db6be2a/))
  })

  it.each([
    ['bedrock', 'batcher', 4 + 5 * 32],
    ['bedrock', 'number', 4],
    ['bedrock', 'time', 4 + 32],
    ['bedrock', 'sequenceNumber', 4 + 4 * 32],
    ['ecotone', 'batcher', 4 + 128],
    ['jovian', 'batcher', 4 + 128],
  ] as const)('of %s is refused when the padding of its %s is not zero', (layout, field, at) => {
    const padding = field === 'batcher' ? 12 : 24
    for (let offset = 0; offset < padding; offset++) {
      const data = encodeL1Info(l1Infos[layout])
      data[at + offset] = 1
      expect(decodeL1Info(data)).toEqual(refusal(new RegExp(`the ${field} of the L1 info is padded`)))
    }
  })

  it.each([
    ['sequenceNumber', 4 + 8],
    ['time', 4 + 16],
    ['number', 4 + 24],
  ] as const)('is refused when its %s does not fit into a number, and taken just below', (field, at) => {
    const data = encodeL1Info({ ...l1Infos.ecotone, [field]: Number.MAX_SAFE_INTEGER })
    expect(decodeL1Info(data)).toMatchObject({ value: { [field]: Number.MAX_SAFE_INTEGER } })
    data[at + 1] = 0x20
    expect(decodeL1Info(data)).toEqual(refusal(new RegExp(field)))
  })

  it('is never written without a field of its layout, or with one that does not fit', () => {
    const { scalar: _, ...incomplete } = l1Infos.bedrock
    expect(() => encodeL1Info(incomplete)).toThrow(/bedrock needs its scalar/)
    expect(() => encodeL1Info({ ...l1Infos.jovian, daFootprintGasScalar: 2 ** 16 })).toThrow(RangeError)
    expect(() => encodeL1Info({ ...l1Infos.jovian, number: -1 })).toThrow(RangeError)
  })

  it('that an attacker made is refused or is one that encodes to the same bytes', () => {
    const random = createRandom(20_261_123)
    let refused = 0
    for (let run = 0; run < 20_000; run++) {
      const hostile = mutate(encodeL1Info(l1Infos[layoutNames[run % 4]!]), random)
      const decoded = decodeL1Info(hostile)
      if (decoded.kind === 'malformed') refused++
      else expect(toHex(encodeL1Info(decoded.value))).toBe(toHex(hostile))
    }
    expect(refused).toBeGreaterThan(1_000)
  })
})

describe('the layout that is due', () => {
  const { forks } = rollupOf({ ecotone: 10, isthmus: 20, jovian: 30, karst: 40, lagoon: 50 })

  it.each([
    [8, 'bedrock'],
    [10, 'ecotone'],
    [18, 'ecotone'],
    [20, 'isthmus'],
    [28, 'isthmus'],
    [30, 'jovian'],
    [40, 'jovian'],
    [50, 'jovian'],
  ] as const)(
    'behind a parent of time %s is that of %s: the first block of a fork keeps the one before',
    (parentTime, layout) => {
      expect(l1InfoLayoutAt(forks, parentTime)).toBe(layout)
    },
  )

  it('leaps over layouts whose forks came in one block', () => {
    const together = rollupOf({ ecotone: 10, isthmus: 10, jovian: 10 }).forks
    expect(l1InfoLayoutAt(together, 8)).toBe('bedrock')
    expect(l1InfoLayoutAt(together, 10)).toBe('jovian')
  })
})
