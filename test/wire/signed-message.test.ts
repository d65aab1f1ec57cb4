import { describe, expect, it } from 'vitest'
import { encodeEnvelope } from '../../src/wire/envelope.ts'
import { encodeHead } from '../../src/wire/head.ts'
import { toHex } from '../../src/wire/hex.ts'
import { maxMessageBytes } from '../../src/wire/limits.ts'
import { type MessageContext, type OpenedMessage, openMessage } from '../../src/wire/signed-message.ts'
import { signingHash } from '../../src/wire/signing.ts'
import { draftDomain } from '../../src/wire/topics.ts'
import {
  blocksOn901,
  hardhatAddress5,
  hashOf,
  head,
  headsOn901,
  hildrBlock,
  isthmusBlock,
  sign,
  signedBlock,
  signedHead,
  signedUnsafeBlock,
  withItsHash,
  withPayload,
} from './fixtures.ts'
import { refusal } from './refusal.ts'

describe('a signed head', () => {
  it('opens into its statement, its signer and the digest that was signed', () => {
    expect(open(headsOn901, signedHead)).toMatchObject({
      topic: 'cross-safe-heads',
      signer: hardhatAddress5,
      digest: toHex(signingHash(headsOn901.domain, 901, encodeHead(head))),
      number: head.number,
      hash: head.blockHash,
      timestamp: head.timestamp,
      l1View: { number: head.l1Number, hash: head.l1Hash },
      issuedAtMs: head.issuedAtMs,
    })
  })

  it('has nothing left to verify', () => {
    expect(open(headsOn901, signedHead).verifyBody()).toEqual({ kind: 'ok', value: head.blockHash })
  })

  it('has one size', () => {
    expect(openMessage(headsOn901, signedHead.subarray(0, 160))).toMatchObject({ kind: 'malformed' })
    expect(openMessage(headsOn901, Uint8Array.from([...signedHead, 0]))).toMatchObject({ kind: 'malformed' })
  })
})

describe('a signed block', () => {
  it('opens into its statement and signer, without an L1 view', () => {
    expect(open(blocksOn901, signedBlock)).toMatchObject({
      topic: 'cross-safe-blocks',
      signer: hardhatAddress5,
      number: isthmusBlock.payload.blockNumber,
      hash: isthmusBlock.payload.blockHash,
      timestamp: isthmusBlock.payload.timestamp,
      l1View: null,
      issuedAtMs: null,
    })
  })

  it('verifies, with the hash that it claims', () => {
    const { blockHash } = isthmusBlock.payload
    expect(open(blocksOn901, signedBlock).verifyBody()).toEqual({ kind: 'ok', value: blockHash })
  })

  it('leaves the bytes as they came: they are kept, shown as evidence, and passed on', () => {
    // Decompressed messages are Buffers, of which a slice is a view and no copy.
    const data = Buffer.from(signedBlock)
    expect(open(blocksOn901, data).verifyBody()).toMatchObject({ kind: 'ok' })
    expect(data.equals(signedBlock)).toBe(true)
  })

  it('with a wrong block hash opens, because a stranger costs one recovery, and does not verify', () => {
    const lying = withPayload(isthmusBlock, { blockHash: hashOf(0xba) })
    const opened = open(blocksOn901, sign(blocksOn901, encodeEnvelope(lying)))
    expect(opened.signer).toBe(hardhatAddress5)
    expect(opened.verifyBody()).toEqual(refusal(/but hashes to/))
  })

  it('with withdrawals does not verify: its hash does not commit to them', () => {
    const withdrawals = [
      { index: 1n, validatorIndex: 2n, address: `0x${'03'.repeat(20)}`, amount: 4n },
    ] as const
    const paying = withItsHash(withPayload(isthmusBlock, { withdrawals }))
    expect(paying.payload.blockHash).toBe(isthmusBlock.payload.blockHash)
    expect(open(blocksOn901, sign(blocksOn901, encodeEnvelope(paying))).verifyBody()).toEqual(
      refusal(/no withdrawals/),
    )
  })

  it('of V3 is malformed on our topic', () => {
    const signed = sign(blocksOn901, encodeEnvelope(hildrBlock))
    expect(openMessage(blocksOn901, signed)).toMatchObject({ kind: 'malformed' })
  })
})

describe('a signature made for something else recovers a stranger', () => {
  const otherChain = { ...headsOn901, chainId: 902 }
  const draft = { ...blocksOn901, domain: draftDomain }

  it.each<[string, MessageContext, Uint8Array]>([
    ['a signed unsafe block on the blocks topic', blocksOn901, signedUnsafeBlock],
    ['a head of another chain', otherChain, signedHead],
    ['a head under the domain of blocks', { ...headsOn901, domain: blocksOn901.domain }, signedHead],
    ['an attested block under the zero domain', draft, signedBlock],
  ])('%s', (_, context, data) => {
    const opened = openMessage(context, data)
    if (opened.kind === 'ok') expect(opened.value.signer).not.toBe(hardhatAddress5)
  })

  it('which is why the zero domain, and nothing else, takes the unsafe block for an attestation', () => {
    expect(open(draft, signedUnsafeBlock).signer).toBe(hardhatAddress5)
  })
})

describe('on the wrong topic', () => {
  it.each<[string, MessageContext, Uint8Array]>([
    ['a head is no block', blocksOn901, signedHead],
    ['a block is no head', headsOn901, signedBlock],
    ['an unsafe block is no head', headsOn901, signedUnsafeBlock],
  ])('%s', (_, context, data) => {
    expect(openMessage(context, data)).toMatchObject({ kind: 'malformed' })
  })
})

describe('sizes', () => {
  it.each([0, 1, 64, 65])('%i bytes are no message on either topic, before anything else is read', (size) => {
    expect(openMessage(headsOn901, new Uint8Array(size))).toEqual(refusal(/less than 66/))
    expect(openMessage(blocksOn901, new Uint8Array(size))).toEqual(refusal(/less than 66/))
  })

  it('66 bytes can be a message, only not on our topics', () => {
    expect(openMessage(headsOn901, new Uint8Array(66))).toEqual(refusal(/a head has 96 bytes/))
    expect(openMessage(blocksOn901, new Uint8Array(66))).toEqual(refusal(/ends before/))
  })

  it('more than 10 MiB are refused by their size, whatever they are', () => {
    expect(openMessage(blocksOn901, new Uint8Array(maxMessageBytes + 1))).toEqual(
      refusal(/more than 10485760/),
    )
  })

  it('exactly 10 MiB can be a block', () => {
    const filler = new Uint8Array(maxMessageBytes - signedBlock.length - 4).fill(2)
    const transactions = [...isthmusBlock.payload.transactions, filler]
    const big = withItsHash(withPayload(isthmusBlock, { transactions }))
    const signed = sign(blocksOn901, encodeEnvelope(big))
    expect(signed).toHaveLength(maxMessageBytes)
    expect(open(blocksOn901, signed).verifyBody()).toMatchObject({ kind: 'ok' })
  })
})

describe('one flipped bit', () => {
  it.each<[string, MessageContext, Uint8Array]>([
    ['head', headsOn901, signedHead],
    ['block', blocksOn901, signedBlock],
  ])('anywhere in a %s never leaves a statement of the signer', (_, context, data) => {
    for (let bit = 0; bit < data.length * 8; bit++) {
      const flipped = Uint8Array.from(data)
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      const opened = openMessage(context, flipped)
      if (opened.kind === 'ok') expect(opened.value.signer).not.toBe(hardhatAddress5)
    }
  })
})

function open(context: MessageContext, data: Uint8Array): OpenedMessage {
  const opened = openMessage(context, data)
  if (opened.kind === 'malformed') throw new Error(opened.reason)
  return opened.value
}
