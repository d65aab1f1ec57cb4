import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeHeader, encodeHeader, type Header, seal } from '../../src/derive/header.ts'
import { encodeRlp } from '../../src/derive/rlp/encode-rlp.ts'
import { decodeRlp } from '../../src/derive/rlp.ts'
import { transactionsRoot } from '../../src/derive/roots.ts'
import { blockHashOf } from '../../src/wire/block-hash.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { anyEnvelope } from '../wire/arbitraries.ts'
import { refusal } from '../wire/refusal.ts'
import { anyHeader } from './support/arbitraries.ts'
import { anyFlip, flipByte } from './support/flip.ts'
import { header } from './support/samples.ts'

/** What the forks have added, in their order. */
const added = [
  'baseFeePerGas',
  'withdrawalsRoot',
  'blobGasUsed',
  'excessBlobGas',
  'parentBeaconBlockRoot',
  'requestsHash',
] as const

describe('a header', () => {
  it('comes back as it went, whatever its fork', () => {
    fc.assert(
      fc.property(anyHeader, (any) => {
        expect(decodeHeader(encodeHeader(any))).toEqual({ kind: 'ok', value: any })
      }),
    )
  })

  it('has the hash of the block that it stands for', () => {
    fc.assert(
      fc.property(anyEnvelope, (any) => {
        const envelope = { ...any, payload: { ...any.payload, withdrawals: [] } }
        expect(seal(headerOf(envelope)).hash).toBe(blockHashOf(envelope))
      }),
    )
  })

  it.each(added)('may end in front of %s', (name) => {
    const older = endingBefore(name)
    expect(decodeHeader(encodeHeader(older))).toEqual({ kind: 'ok', value: older })
    expect(seal(older).hash).not.toBe(seal(header).hash)
  })

  it('is refused when it ends before what every header has', () => {
    expect(decodeHeader(encodeRlp(itemsOf(header).slice(0, 14)))).toEqual(refusal(/ends before nonce/))
    expect(decodeHeader(encodeRlp([]))).toEqual(refusal(/ends before parentHash/))
    expect(decodeHeader(new Uint8Array())).toEqual(refusal(/ends before its item/))
  })

  it('is refused when it has a field more than we know', () => {
    const newer = encodeRlp([...itemsOf(header), new Uint8Array(32)])
    expect(decodeHeader(newer)).toEqual(refusal(/22 instead of at most 21/))
  })

  it('commits to what stands behind a field that is missing', () => {
    const { blobGasUsed: _, ...gap } = header
    expect(seal(gap).hash).not.toBe(seal(endingBefore('blobGasUsed')).hash)
    expect(seal(gap).hash).not.toBe(seal({ ...gap, excessBlobGas: 1n }).hash)
  })

  it('is refused when a byte is changed, or has another hash', () => {
    fc.assert(
      fc.property(anyHeader, anyFlip, (any, flip) => {
        const read = decodeHeader(flipByte(encodeHeader(any), flip))
        expect(read.kind === 'ok' && seal(read.value).hash).not.toBe(seal(any).hash)
      }),
    )
  })

  it('is never written with what no header can say', () => {
    expect(() => encodeHeader({ ...header, number: 2 ** 53 })).toThrow(RangeError)
    expect(() => encodeHeader({ ...header, timestamp: -1 })).toThrow(RangeError)
    expect(() => encodeHeader({ ...header, gasLimit: 2n ** 64n })).toThrow(RangeError)
    expect(() => encodeHeader({ ...header, baseFeePerGas: -1n })).toThrow(RangeError)
    expect(() => encodeHeader({ ...header, mixHash: '0x12' })).toThrow(RangeError)
  })
})

function itemsOf(any: Header) {
  const read = decodeRlp(encodeHeader(any))
  if (read.kind === 'malformed' || read.value instanceof Uint8Array) throw new Error('no list')
  return read.value
}

function endingBefore(name: (typeof added)[number]): Header {
  const missing: readonly string[] = added.slice(added.indexOf(name))
  return Object.fromEntries(
    Object.entries(header).filter(([field]) => !missing.includes(field)),
  ) as unknown as Header
}

/** The header of a payload without withdrawals, as the Engine API says it. */
function headerOf({ version, parentBeaconBlockRoot, payload }: ExecutionPayloadEnvelope): Header {
  return {
    ...payload,
    ommersHash: '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347',
    beneficiary: payload.feeRecipient,
    transactionsRoot: transactionsRoot(payload.transactions),
    difficulty: 0n,
    number: payload.blockNumber,
    mixHash: payload.prevRandao,
    nonce: '0x0000000000000000',
    withdrawalsRoot: payload.withdrawalsRoot ?? transactionsRoot([]),
    parentBeaconBlockRoot,
    ...(version === 4 && {
      requestsHash: '0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    }),
  }
}
