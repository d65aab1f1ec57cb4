import { describe, it } from 'vitest'
import { compress, decompress } from '../../src/wire/compression.ts'
import { decodeEnvelope, encodeEnvelope } from '../../src/wire/envelope.ts'
import { decodeHead, encodeHead } from '../../src/wire/head.ts'
import type { EnvelopeVersion, ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { attack, attackDeadlineMs, expectSameBytes, seed } from './attack.ts'
import {
  head,
  hildrBlock,
  isthmusBlock,
  signedBlock,
  signedHead,
  transaction,
  withPayload,
} from './fixtures.ts'
import { mutate } from './mutate.ts'

/** Of each codec. */
const inputs = 1_000_000
const timeout = attackDeadlineMs

/** How often the bytes are written again: writing costs more than reading. */
const rewriteEvery = 16

const withdrawal = { index: 1n, validatorIndex: 2n, address: `0x${'03'.repeat(20)}`, amount: 4n } as const
const small = withPayload(isthmusBlock, { transactions: [transaction(2, 9), transaction(2, 1)] })

const bodies: readonly { readonly version: EnvelopeVersion; readonly body: Uint8Array }[] = [
  { version: 3, body: encodeEnvelope(hildrBlock) },
  { version: 3, body: encodeEnvelope(withPayload(hildrBlock, { withdrawals: [withdrawal, withdrawal] })) },
  { version: 4, body: encodeEnvelope(small) },
  { version: 4, body: encodeEnvelope(isthmusBlock) },
]

describe(`hostile inputs, seed ${seed}`, () => {
  it('never break the codec of heads', { timeout }, () => {
    const valid = encodeHead(head)
    attack(inputs, (random, i) => {
      const input = mutate(valid, random)
      const decoded = decodeHead(input)
      if (decoded.kind === 'ok' && i % rewriteEvery === 0) expectSameBytes(encodeHead(decoded.value), input)
      return decoded
    })
  })

  it('never break the codec of envelopes', { timeout }, () => {
    attack(inputs, (random, i) => {
      const { version, body } = bodies[random.below(bodies.length)]!
      const input = mutate(body, random)
      const decoded = decodeEnvelope(input, version)
      if (decoded.kind === 'malformed') return decoded
      expectViewsOf(input, decoded.value)
      if (i % rewriteEvery === 0) expectSameBytes(encodeEnvelope(decoded.value), input)
      return decoded
    })
  })

  it('never break decompression, nor make it hand out more than they can hold', { timeout }, () => {
    const compressed = [compress(signedHead), compress(signedBlock), compress(new Uint8Array(2_000))]
    attack(inputs, (random) => {
      const input = mutate(compressed[random.below(compressed.length)]!, random)
      const decoded = decompress(input)
      if (decoded.kind === 'ok' && decoded.value.length * 3 > input.length * 64) throw new Error('too much')
      return decoded
    })
  })
})

/** The one allocation that could grow with a lie: there are no more views than bytes that they show. */
function expectViewsOf(input: Uint8Array, { payload }: ExecutionPayloadEnvelope): void {
  const shown = payload.transactions.reduce((sum, { length }) => sum + length, 0)
  if (shown + 4 * payload.transactions.length > input.length) throw new Error('more views than bytes')
  if (payload.transactions.some(({ buffer }) => buffer !== input.buffer))
    throw new Error('a copy, not a view')
}
