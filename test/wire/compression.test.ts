import fc from 'fast-check'
import { uncompressSync } from 'snappy'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { compress, decompress } from '../../src/wire/compression.ts'
import { maxMessageBytes } from '../../src/wire/limits.ts'
import { signedBlock } from './fixtures.ts'
import { refusal } from './refusal.ts'

vi.mock('snappy', async (load) => {
  const snappy = await load<typeof import('snappy')>()
  return { ...snappy, uncompressSync: vi.fn(snappy.uncompressSync) }
})

const reachedSnappy = () => vi.mocked(uncompressSync).mock.calls.length > 0

beforeEach(() => void vi.mocked(uncompressSync).mockClear())

describe('compression', () => {
  it('gives back what went in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), (data) => {
        expect(decompressed(compress(data))).toEqual(data)
      }),
    )
  })

  it('takes the densest message that snappy can make, at the limit', () => {
    const zeros = new Uint8Array(maxMessageBytes)
    expect(Buffer.compare(decompressed(compress(zeros)), zeros)).toBe(0)
  })

  it('is refused when cut off anywhere', () => {
    const whole = compress(signedBlock)
    for (let length = 0; length < whole.length; length++) {
      expect(decompress(whole.subarray(0, length))).toMatchObject({ kind: 'malformed' })
    }
  })

  it.each([-1, 1])('is refused when the declared length is wrong by %i', (by) => {
    const data = compress(Uint8Array.from({ length: 100 }, (_, i) => (i * 37) & 0xff))
    data[0]! += by
    expect(decompress(data)).toEqual(refusal(/corrupt/))
    expect(reachedSnappy()).toBe(true)
  })
})

describe('a declared length is judged before snappy allocates it', () => {
  it.each([
    ['above the limit', [0x81, 0x80, 0x80, 0x05], /more than 10485760/],
    ['of 4 GiB', [0xff, 0xff, 0xff, 0xff, 0x0f], /more than 10485760/],
    ['beyond 32 bits', [0xff, 0xff, 0xff, 0xff, 0x1f], /varint/],
    ['that never ends', [0x80, 0x80, 0x80, 0x80, 0x80, 0x01], /varint/],
    ['in more bytes than it needs', [0x85, 0x00], /varint/],
    ['that is not there', [], /varint/],
    [
      'of 10 MiB in a message of a hundred bytes',
      [0x80, 0x80, 0x80, 0x05, ...Array(96).fill(0)],
      /cannot hold/,
    ],
    ['of one byte more than three bytes can stand for', [0x41, 0, 0, 0], /cannot hold/],
  ])('%s', (_, bytes, reason) => {
    expect(decompress(Uint8Array.from(bytes))).toEqual(refusal(reason))
    expect(reachedSnappy()).toBe(false)
  })

  it('by a smaller limit too, when the caller knows one', () => {
    expect(decompress(compress(new Uint8Array(162)), 161)).toMatchObject({ kind: 'malformed' })
    expect(reachedSnappy()).toBe(false)
    expect(decompress(compress(new Uint8Array(161)), 161)).toMatchObject({ kind: 'ok' })
  })
})

function decompressed(data: Uint8Array): Uint8Array {
  const result = decompress(data)
  if (result.kind === 'malformed') throw new Error(result.reason)
  return new Uint8Array(result.value)
}
