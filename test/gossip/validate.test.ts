import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Attestation, AttestationTopic } from '../../machines/values.ts'
import {
  createGossipValidator,
  type GossipValidatorOptions,
  limitAgeMs,
  limitAheadMs,
} from '../../src/actors/gossip/validate.ts'
import type { GossipVerdict } from '../../src/ports/gossip.ts'
import { draftDomain } from '../../src/wire/topics.ts'
import { blocksOn901, head, headsOn901, isthmusBlock } from '../wire/fixtures.ts'
import { attester, attesterKey, blockSignedBy, headSignedBy, strangerKey } from './statements.ts'

const heads: AttestationTopic = 'cross-safe-heads'
const blocks: AttestationTopic = 'cross-safe-blocks'
const accept: GossipVerdict = { kind: 'accept' }

/** A validator at the moment the fixture's head was issued; `listen` is what the gossip adapter does. */
function follower(options: Partial<GossipValidatorOptions> = {}) {
  const accepted: Attestation[] = []
  const clock = { ms: head.issuedAtMs }
  const validate = createGossipValidator({
    chainId: 901,
    attesters: () => [attester],
    clock: { nowMs: () => clock.ms },
    onAccepted: (attestation) => accepted.push(attestation),
    ...options,
  })
  const listen = (topic: AttestationTopic, data: Uint8Array) => validate({ topic, data, from: 'peer' })
  const take = (data: Uint8Array) => validate({ topic: heads, data, from: 'peer' }, 'answer')
  return { listen, take, accepted, clock }
}

const genuineHead = headSignedBy(attesterKey)
const genuineBlock = blockSignedBy(attesterKey, 7)

function ignored(reason: string, penalty = false): GossipVerdict {
  return { kind: 'ignore', reason, penalty }
}

function rejected(reason: string): GossipVerdict {
  return { kind: 'reject', reason }
}

describe('a head', () => {
  it('is accepted and handed on with its L1 view when the policy knows its signer', () => {
    const raws: Uint8Array[] = []
    const accepted: Attestation[] = []
    const { listen } = follower({
      onAccepted: (attestation, raw) => {
        accepted.push(attestation)
        raws.push(raw)
      },
    })
    expect(listen(heads, genuineHead)).toEqual(accept)
    expect(accepted).toEqual([
      {
        topic: heads,
        signer: attester,
        number: head.number,
        hash: head.blockHash,
        l1View: { number: head.l1Number, hash: head.l1Hash },
        issuedAtMs: head.issuedAtMs,
        digest: expect.stringMatching(/^0x[0-9a-f]{64}$/),
      },
    ])
    expect(raws).toEqual([genuineHead])
  })

  it('is ignored the second time, and accepted again when signed anew', () => {
    const { listen, accepted } = follower()
    listen(heads, genuineHead)
    expect(listen(heads, genuineHead)).toEqual(ignored('already-seen'))
    expect(listen(heads, headSignedBy(attesterKey, { issuedAtMs: head.issuedAtMs + 1 }))).toEqual(accept)
    expect(listen(heads, genuineHead)).toEqual(ignored('already-seen'))
    expect(accepted).toHaveLength(2)
  })

  it('is ignored when an older copy comes after a newer one', () => {
    const { listen } = follower()
    listen(heads, genuineHead)
    expect(listen(heads, headSignedBy(attesterKey, { issuedAtMs: head.issuedAtMs - 1 }))).toEqual(
      ignored('already-seen'),
    )
  })

  it.each([
    ['just young enough', limitAgeMs, accept],
    ['too old', limitAgeMs + 1, ignored('too-old')],
    ['just not too early', -limitAheadMs, accept],
    ['from the future', -limitAheadMs - 1, ignored('from-the-future')],
  ])('is judged by its age: %s', (_, ageMs, verdict) => {
    const { listen, clock } = follower()
    clock.ms = head.issuedAtMs + ageMs
    expect(listen(heads, genuineHead)).toEqual(verdict)
  })

  it('of a signer outside the policy is ignored with a penalty', () => {
    expect(follower().listen(heads, headSignedBy(strangerKey))).toEqual(ignored('unknown-signer', true))
  })

  it('of a retired key is ignored without one', () => {
    const { listen } = follower({ attesters: () => [], retired: () => [attester] })
    expect(listen(heads, genuineHead)).toEqual(ignored('retired-key'))
  })

  it('counts from the moment its signer enters the policy', () => {
    const policy = { attesters: [] as (typeof attester)[] }
    const { listen } = follower({ attesters: () => policy.attesters })
    expect(listen(heads, genuineHead)).toEqual(ignored('unknown-signer', true))
    policy.attesters = [attester]
    expect(listen(heads, genuineHead)).toEqual(accept)
  })

  it.each([
    ['for another chain', { ...headsOn901, chainId: 902 }],
    ['under the zero domain', { ...headsOn901, domain: draftDomain }],
    ['under the domain of blocks', { ...headsOn901, domain: blocksOn901.domain }],
  ])('signed %s is a stranger to us', (_, under) => {
    expect(follower().listen(heads, headSignedBy(attesterKey, {}, under))).toEqual(
      ignored('unknown-signer', true),
    )
  })

  it.each([
    ['a byte short', genuineHead.subarray(0, -1)],
    ['a byte long', Buffer.concat([genuineHead, Buffer.of(0)])],
    ['empty', new Uint8Array()],
    ['a signature alone', genuineHead.subarray(0, 65)],
    ['a block', genuineBlock],
    ['signed with a high s', withHighS(genuineHead)],
    ['signed with recovery id 27', withRecoveryId(genuineHead, 27)],
  ])('that is %s is rejected', (_, data) => {
    expect(follower().listen(heads, data)).toEqual(rejected('malformed'))
  })
})

describe('a head in an answer to our own question', () => {
  it('may be of any age, and is handed on like gossip', () => {
    const { take, accepted, clock } = follower()
    clock.ms += 365 * 24 * 3_600_000
    expect(take(genuineHead)).toEqual(accept)
    expect(accepted).toMatchObject([{ number: head.number, signer: attester }])
  })

  it('is nothing new when it is known, by whichever way it came', () => {
    const { listen, take } = follower()
    take(genuineHead)
    expect(take(genuineHead)).toEqual(ignored('already-seen'))
    const other = headSignedBy(attesterKey, { number: 8 })
    listen(heads, other)
    expect(take(other)).toEqual(ignored('already-seen'))
  })

  it('does not keep the same gossip from those behind us', () => {
    const { listen, take } = follower()
    take(genuineHead)
    expect(listen(heads, genuineHead)).toEqual(accept)
    expect(listen(heads, genuineHead)).toEqual(ignored('already-seen'))
  })

  it('is judged like gossip in everything else', () => {
    const { take, clock } = follower()
    expect(take(headSignedBy(strangerKey))).toEqual(ignored('unknown-signer', true))
    expect(take(headSignedBy(attesterKey, {}, { ...headsOn901, chainId: 902 }))).toEqual(
      ignored('unknown-signer', true),
    )
    expect(take(genuineHead.subarray(1))).toEqual(rejected('malformed'))
    clock.ms = head.issuedAtMs - limitAheadMs - 1
    expect(take(genuineHead)).toEqual(ignored('from-the-future'))
  })
})

describe('a block', () => {
  it('is accepted at any age, without an L1 view, once', () => {
    const { listen, accepted, clock } = follower()
    clock.ms += 365 * 24 * 3_600_000
    expect(listen(blocks, genuineBlock)).toEqual(accept)
    expect(listen(blocks, genuineBlock)).toEqual(ignored('already-seen'))
    expect(accepted).toMatchObject([{ topic: blocks, number: 7, l1View: null, issuedAtMs: null }])
  })

  it('does not hide the head of the same height, nor the head it', () => {
    const { blockHash, blockNumber: number } = isthmusBlock.payload
    const block = [blocks, blockSignedBy(attesterKey, number)] as const
    const itsHead = [heads, headSignedBy(attesterKey, { blockHash, number })] as const
    for (const order of [
      [block, itsHead],
      [itsHead, block],
    ]) {
      const { listen } = follower()
      expect(order.map(([topic, data]) => listen(topic, data))).toEqual([accept, accept])
    }
  })

  it('from the future is ignored', () => {
    const { listen, clock } = follower()
    clock.ms = isthmusBlock.payload.timestamp * 1_000 - limitAheadMs - 1
    expect(listen(blocks, genuineBlock)).toEqual(ignored('from-the-future'))
  })

  it('whose hash is wrong is rejected when the policy knows its signer, and not even hashed otherwise', () => {
    const wrong = { gasUsed: 1n }
    const { listen, accepted } = follower()
    expect(listen(blocks, blockSignedBy(attesterKey, 7, blocksOn901, wrong))).toEqual(
      rejected('wrong-block-hash'),
    )
    expect(listen(blocks, blockSignedBy(strangerKey, 7, blocksOn901, wrong))).toEqual(
      ignored('unknown-signer', true),
    )
    expect(accepted).toEqual([])
  })

  it('whose hash was wrong does not hide the right one', () => {
    const { listen } = follower()
    listen(blocks, blockSignedBy(attesterKey, 7, blocksOn901, { gasUsed: 1n }))
    expect(listen(blocks, genuineBlock)).toEqual(accept)
  })

  it('is rejected when truncated, or when it is a head', () => {
    const { listen } = follower()
    expect(listen(blocks, genuineBlock.subarray(0, -1))).toEqual(rejected('malformed'))
    expect(listen(blocks, genuineHead)).toEqual(rejected('malformed'))
  })
})

describe('a signed unsafe block, which the draft would take for an attestation', () => {
  const unsafe = { ...blocksOn901, domain: draftDomain }

  it('is a stranger’s on the blocks topic and malformed on the heads topic', () => {
    const { listen } = follower()
    expect(listen(blocks, blockSignedBy(attesterKey, 7, unsafe))).toEqual(ignored('unknown-signer', true))
    expect(listen(heads, blockSignedBy(attesterKey, 7, unsafe))).toEqual(rejected('malformed'))
  })

  it('counts with the draft’s domain switched on, beside our own, on the blocks topic only', () => {
    const { listen } = follower({ draftDomain: true })
    expect(listen(blocks, blockSignedBy(attesterKey, 7, unsafe))).toEqual(accept)
    expect(listen(blocks, blockSignedBy(attesterKey, 8))).toEqual(accept)
    expect(listen(blocks, blockSignedBy(strangerKey, 9, unsafe))).toEqual(ignored('unknown-signer', true))
    expect(listen(heads, headSignedBy(attesterKey, {}, { ...headsOn901, domain: draftDomain }))).toEqual(
      ignored('unknown-signer', true),
    )
  })
})

describe('whatever arrives', () => {
  it('is told to the observer with its verdict', () => {
    const told: GossipVerdict[] = []
    const { listen } = follower({ onVerdict: (verdict) => told.push(verdict) })
    listen(heads, genuineHead)
    listen(heads, new Uint8Array(3))
    expect(told).toEqual([accept, rejected('malformed')])
  })

  it('is not accepted if a single bit of an attestation differs', () => {
    const { listen } = follower()
    for (const [topic, data] of [
      [heads, genuineHead],
      [blocks, genuineBlock],
    ] as const) {
      fc.assert(
        fc.property(fc.nat({ max: data.length * 8 - 1 }), (bit) => {
          const flipped = Uint8Array.from(data)
          flipped[bit >> 3]! ^= 1 << (bit & 7)
          const verdict = listen(topic, flipped)
          expect(verdict).not.toEqual(accept)
          expect(verdict).not.toEqual(ignored('already-seen'))
        }),
        { numRuns: 500 },
      )
    }
  })

  it('gets a verdict and no exception', () => {
    const { listen, accepted } = follower()
    const anyTopic = fc.constantFrom(heads, blocks)
    fc.assert(
      fc.property(anyTopic, fc.uint8Array({ maxLength: 1_000 }), (topic, data) => {
        expect(listen(topic, data)).not.toEqual(accept)
      }),
    )
    expect(accepted).toEqual([])
  })
})

const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** The other signature of the same statement by the same key: n - s, and the other recovery id. */
function withHighS(message: Uint8Array): Uint8Array {
  const other = Uint8Array.from(message)
  const s = BigInt(`0x${Buffer.from(message.subarray(32, 64)).toString('hex')}`)
  other.set(Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex'), 32)
  return withRecoveryId(other, message[64]! ^ 1)
}

function withRecoveryId(message: Uint8Array, id: number): Uint8Array {
  return Uint8Array.from(message, (byte, i) => (i === 64 ? id : byte))
}
