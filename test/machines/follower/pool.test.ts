import { describe, expect, test } from 'vitest'
import { admit, dropOrphaned, type Pool } from '../../../machines/follower/pool.ts'
import type { Attestation, L1View } from '../../../machines/values.ts'
import { attests, block, honest, viewX, viewY } from './world.ts'

const viewZ: L1View = { number: 7, hash: '0x7c' }
const at = block(1, 'a')
const limit = 8

describe('an attester repeats its head under newer and newer L1 views', () => {
  test('the oldest copy stays, because our derivation passes its view first', () => {
    const pool = admitAll([
      attests(honest, at, viewX),
      attests(honest, at, viewY),
      attests(honest, at, viewZ),
    ])
    expect(viewsOf(pool)).toEqual([viewX, viewZ])
  })

  test('a copy under the same view is no second one', () => {
    const again = { ...attests(honest, at, viewX), issuedAtMs: 99 }
    expect(admitAll([attests(honest, at, viewX), again])).toEqual([again])
  })

  test('an older copy that comes late changes nothing', () => {
    const pool = admitAll([attests(honest, at, viewY)])
    expect(admit(pool, attests(honest, at, viewX), limit)).toBe(pool)
  })

  test('a block of the draft topic, which has no view, gives way to a head', () => {
    const pool = admitAll([attests(honest, at, null), attests(honest, at, viewX)])
    expect(viewsOf(pool)).toEqual([viewX])
  })
})

describe('an L1 reorg takes a view away', () => {
  const pool = admitAll([attests(honest, at, viewX), attests(honest, at, viewY)])

  test('its copy is forgotten when another one stands', () => {
    expect(viewsOf(dropOrphaned(pool, { [viewX.hash]: 'orphaned', [viewY.hash]: 'canonical' }))).toEqual([
      viewY,
    ])
  })

  test('the statement itself is not', () => {
    expect(dropOrphaned(pool, { [viewX.hash]: 'orphaned', [viewY.hash]: 'orphaned' })).toEqual(pool)
  })
})

test('a third hash of one signer at one height is dropped: two prove that it contradicts itself', () => {
  const pool = admitAll([attests(honest, block(1, 'a'), viewX), attests(honest, block(1, 'b'), viewY)])
  expect(admit(pool, attests(honest, { number: 1, hash: '0x1d' }, viewZ), limit)).toBe(pool)
})

function admitAll(statements: readonly Attestation[]): Pool {
  return statements.reduce<Pool>((pool, statement) => admit(pool, statement, limit), [])
}

function viewsOf(pool: Pool): readonly (L1View | null)[] {
  return pool.map(({ l1View }) => l1View)
}
