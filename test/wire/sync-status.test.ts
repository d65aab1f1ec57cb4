import { describe, expect, it } from 'vitest'
import type { L1BlockRef, L2BlockRef, SyncStatus } from '../../src/ports/rollup-node.ts'
import { decodeSyncStatus, encodeSyncStatus } from '../../src/wire/sync-status.ts'
import { hashOf } from './fixtures.ts'
import { refusal } from './refusal.ts'

const status: SyncStatus = {
  current_l1: l1Block(105),
  head_l1: l1Block(110),
  safe_l1: l1Block(100),
  finalized_l1: l1Block(90),
  unsafe_l2: l2Block(1010),
  safe_l2: l2Block(1000),
  finalized_l2: l2Block(900),
  local_safe_l2: l2Block(1005),
}

describe('optimism_syncStatus', () => {
  it('comes back as it went, through JSON', () => {
    const json = JSON.parse(JSON.stringify(encodeSyncStatus(status)))
    expect(decodeSyncStatus(json)).toEqual({ kind: 'ok', value: status })
  })

  it('is written with the fields that older readers ask for', () => {
    expect(encodeSyncStatus(status)).toEqual({
      ...status,
      current_l1_finalized: status.finalized_l1,
      pending_safe_l2: status.local_safe_l2,
      cross_unsafe_l2: status.unsafe_l2,
    })
  })

  it('is read without those fields, and with fields nobody knows', () => {
    const json = { ...status, queued_unsafe_l2: l2Block(1), private_recovery: { enabled: true } }
    expect(decodeSyncStatus(json)).toEqual({ kind: 'ok', value: status })
  })

  it('is read with hashes in any case, and answered in lower case', () => {
    const shouting = JSON.parse(JSON.stringify(status).replaceAll('6e', '6E'))
    expect(JSON.stringify(shouting)).not.toBe(JSON.stringify(status))
    expect(decodeSyncStatus(shouting)).toEqual({ kind: 'ok', value: status })
  })

  it.each<[string, unknown, RegExp]>([
    ['a missing local_safe_l2', { ...status, local_safe_l2: undefined }, /local_safe_l2/],
    ['a hex number', { ...status, safe_l2: { ...l2Block(1), number: '0x1' } }, /safe_l2.*number/],
    ['a negative number', { ...status, safe_l2: { ...l2Block(1), number: -1 } }, /safe_l2.*number/],
    ['a number beyond 2^53', { ...status, safe_l2: { ...l2Block(1), number: 2 ** 53 } }, /safe_l2.*number/],
    [
      'a short hash',
      { ...status, safe_l2: { ...l2Block(1), hash: '0x12' } },
      /32 bytes of hex.*safe_l2.*hash/,
    ],
    ['no origin', { ...status, safe_l2: { ...l2Block(1), l1origin: null } }, /l1origin/],
    ['an error text', 'not ready', /object/],
    ['nothing', null, /object/],
  ])('with %s is malformed, and the reason says where, on one line', (_, json, reason) => {
    const decoded = decodeSyncStatus(json)
    expect(decoded).toEqual(refusal(reason))
  })
})

function l1Block(number: number): L1BlockRef {
  return { number, hash: hashOf(number), parentHash: hashOf(number - 1), timestamp: 1_760_000_000 + number }
}

function l2Block(number: number): L2BlockRef {
  return {
    ...l1Block(number & 0xff),
    number,
    l1origin: { number: 100, hash: hashOf(100) },
    sequenceNumber: 3,
  }
}
