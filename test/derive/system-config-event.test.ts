import { concat, pad } from 'viem'
import { describe, expect, it } from 'vitest'
import type { Hash } from '../../machines/values.ts'
import type { Log } from '../../src/derive/receipt.ts'
import { decodeConfigUpdate } from '../../src/derive/system-config/config-update.ts'
import type { SystemConfig } from '../../src/derive/system-config.ts'
import type { Hex } from '../../src/wire/payload.ts'
import { mutate } from '../wire/mutate.ts'
import { createRandom } from '../wire/random.ts'
import { refusal } from '../wire/refusal.ts'
import { configTopic, eventOf, kinds, uintWord } from './support/config-events.ts'
import { word } from './support/rollup.ts'

const scalarV1: Hash = `0x01${'00'.repeat(23)}000000aa000000bb`

describe('an event of the SystemConfig contract', () => {
  it.each<[keyof typeof kinds, Hex, Partial<SystemConfig>]>([
    ['batcher', pad(`0x${'ab'.repeat(20)}`), { batcher: `0x${'ab'.repeat(20)}` }],
    ['feeScalars', concat([word(0x0e), scalarV1]), { overhead: word(0x0e), scalar: scalarV1 }],
    ['gasLimit', uintWord(2n ** 64n - 1n), { gasLimit: 2n ** 64n - 1n }],
    ['unsafeBlockSigner', word(0xee), {}],
    ['eip1559', `0x${'ff'.repeat(24)}0000007b00000007`, { eip1559Params: '0x0000007b00000007' }],
    ['eip1559', uintWord(0n), { eip1559Params: '0x0000000000000000' }],
    ['operatorFee', word(0xfe), { operatorFeeParams: word(0xfe) }],
    ['minBaseFee', uintWord(2n ** 64n - 1n), { minBaseFee: 2n ** 64n - 1n }],
    ['daFootprint', uintWord(0xffffn), { daFootprintGasScalar: 0xffff }],
  ])('of kind %s sets what it carries: %s', (kind, payload, update) => {
    expect(decodeConfigUpdate(eventOf(kinds[kind], payload))).toEqual({ kind: 'ok', value: update })
  })

  it.each<[keyof typeof kinds, Hex, RegExp]>([
    ['batcher', uintWord(2n ** 160n), /above 160 bits/],
    ['gasLimit', uintWord(2n ** 64n), /above 64 bits/],
    ['minBaseFee', uintWord(2n ** 64n), /above 64 bits/],
    ['daFootprint', uintWord(2n ** 16n), /above 16 bits/],
    ['eip1559', uintWord(1n), /denominator of 0 goes with no elasticity of 1/],
    ['eip1559', uintWord(2n ** 32n), /denominator of 1 goes with no elasticity of 0/],
    ['feeScalars', word(1), /carries 64 bytes, saw 32/],
    ['feeScalars', concat([word(1), word(1), word(1)]), /carries 64 bytes, saw 96/],
    ['batcher', concat([word(0), word(0)]), /carries 32 bytes, saw 64/],
    ['gasLimit', '0x', /carries 32 bytes, saw 0/],
    ['gasLimit', `0x${'00'.repeat(31)}`, /carries 32 bytes, saw 31/],
    ['operatorFee', `0x${'00'.repeat(33)}`, /carries 32 bytes, saw 33/],
  ])('of kind %s that carries %s is refused', (kind, payload, reason) => {
    expect(decodeConfigUpdate(eventOf(kinds[kind], payload))).toEqual(refusal(reason))
  })

  const good = eventOf(kinds.gasLimit, uintWord(1n))

  /** Its data with some bytes set. */
  function dataWith(at: number, ...bytes: number[]): Uint8Array {
    const data = Uint8Array.from(good.data)
    data.set(bytes, at)
    return data
  }

  it.each<[string, Partial<Log>, RegExp]>([
    ['two topics', { topics: good.topics.slice(0, 2) }, /two more, saw 2/],
    ['four topics', { topics: [...good.topics, word(0)] }, /two more, saw 4/],
    ['another topic', { topics: [word(1), ...good.topics.slice(1)] }, /its own topic/],
    ['version 1', { topics: [configTopic, uintWord(1n), uintWord(2n)] }, /version of a config update is 0/],
    ['kind 8', { topics: [configTopic, word(0), uintWord(8n)] }, /kind 0x0+8 is not known/],
    ['a kind of 2^255', { topics: [configTopic, word(0), uintWord(2n ** 255n)] }, /is not known/],
    ['no data', { data: new Uint8Array(0) }, /two words/],
    ['a word less', { data: good.data.subarray(0, 64) }, /said to be 32, and 0/],
    ['a byte less', { data: good.data.subarray(0, 95) }, /whole words/],
    ['a byte more', { data: Buffer.concat([good.data, new Uint8Array(1)]) }, /whole words/],
    ['a word more', { data: Buffer.concat([good.data, new Uint8Array(32)]) }, /said to be 32, and 64/],
    ['another offset', { data: dataWith(31, 33) }, /do not begin/],
    ['padding in its offset', { data: dataWith(0, 1) }, /do not begin/],
    ['a length of 31', { data: dataWith(63, 31) }, /carries 32 bytes, saw 31/],
    ['padding in its length', { data: dataWith(32, 1) }, /said to be/],
  ])('with %s is refused', (_, changes, reason) => {
    expect(decodeConfigUpdate({ ...good, ...changes })).toEqual(refusal(reason))
  })

  it('about the key for gossip is not even read', () => {
    const event = { ...eventOf(kinds.unsafeBlockSigner, '0x'), data: new Uint8Array(0) }
    expect(decodeConfigUpdate(event)).toEqual({ kind: 'ok', value: {} })
  })

  it('that an attacker made is refused, or sets one thing within its bounds', () => {
    const random = createRandom(11)
    const seeds = [
      good,
      eventOf(kinds.batcher, word(0)),
      eventOf(kinds.feeScalars, concat([word(2), word(3)])),
    ]
    let refused = 0
    for (let run = 0; run < 20_000; run++) {
      const seed = seeds[run % seeds.length]!
      const decoded = decodeConfigUpdate({ ...seed, data: mutate(seed.data, random) })
      if (decoded.kind === 'malformed') refused++
      else expect(decoded.value.gasLimit ?? 0n).toBeLessThan(2n ** 64n)
    }
    expect(refused).toBeGreaterThan(1_000)
  })
})
