import { describe, expect, it } from 'vitest'
import { createVerification } from '../../../src/devnet/rollup/verification.ts'
import type { L2BlockRef } from '../../../src/ports/rollup-node.ts'

const hash = (seed: number): `0x${string}` => `0x${seed.toString(16).padStart(64, '0')}`
const rivalAt = (number: number): L2BlockRef => ({
  number,
  hash: hash(0xbad),
  parentHash: hash(number - 1),
  timestamp: number,
  l1origin: { number: 1, hash: hash(1) },
  sequenceNumber: 0,
})

describe('the verifying node', () => {
  it('is honest until it is told otherwise', () => {
    const verification = createVerification(0)
    verification.advance(2)
    verification.advance(2)
    expect(verification.height()).toBe(2)
    expect(verification.falseHead()).toBeNull()
  })

  it('stands by a false claim from the moment its height is reached', () => {
    const verification = createVerification(0)
    verification.claim(rivalAt(2))
    verification.advance(3)
    expect(verification.falseHead()).toBeNull()
    for (let rounds = 0; rounds < 5; rounds++) verification.advance(9)
    expect(verification.height()).toBe(2)
    expect(verification.falseHead()).toEqual(rivalAt(2))
  })

  it('goes on from a claim that it withdraws', () => {
    const verification = createVerification(1)
    verification.claim(rivalAt(2))
    verification.advance(9)
    verification.withdraw()
    expect(verification.falseHead()).toBeNull()
    verification.advance(9)
    expect(verification.height()).toBeGreaterThan(2)
  })
})
