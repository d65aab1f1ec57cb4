import type { Hash } from '../../machines/values.ts'
import { keccak256 } from '../wire/hash.ts'
import { fixedBytes, toHex } from '../wire/hex.ts'
import { writeUint } from './big-endian.ts'

/**
 * What tells deposits apart that are equal otherwise, each kind in a domain of its own.
 * OP specs, "Deposits", source hash computation.
 */
const domains = { user: 0, l1Info: 1, upgrade: 2 } as const

/** Of a log of the deposit contract, by its index among all logs of the L1 block. */
export function userDepositSource(l1Hash: Hash, logIndex: number): Hash {
  return sourceIn(domains.user, ofL1Block(l1Hash, logIndex))
}

/** Of the L1 info of a block, so many blocks after the first with that origin. */
export function l1InfoSource(l1Hash: Hash, sequenceNumber: number): Hash {
  return sourceIn(domains.l1Info, ofL1Block(l1Hash, sequenceNumber))
}

/** Of a transaction of a network upgrade, by what it is for. */
export function upgradeSource(intent: string): Hash {
  return sourceIn(domains.upgrade, keccak256(new TextEncoder().encode(intent)))
}

function ofL1Block(hash: Hash, index: number): Uint8Array {
  return keccak256(fixedBytes(hash, 32), writeUint(index, 32))
}

function sourceIn(domain: number, identity: Uint8Array): Hash {
  return toHex(keccak256(writeUint(domain, 32), identity))
}
