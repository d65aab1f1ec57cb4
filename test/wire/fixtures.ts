import type { Hash } from '../../machines/values.ts'
import { blockHashOf } from '../../src/wire/block-hash.ts'
import { encodeEnvelope } from '../../src/wire/envelope.ts'
import { encodeHead, type Head } from '../../src/wire/head.ts'
import { fromHex } from '../../src/wire/hex.ts'
import type { ExecutionPayload, ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { joinSigned, type MessageContext } from '../../src/wire/signed-message.ts'
import { signDigest, signingHash } from '../../src/wire/signing.ts'
import { attestationDomain, draftDomain } from '../../src/wire/topics.ts'
import { zeroPayload } from '../support/zero-payload.ts'

/** The sixth account (index 5) of Hardhat's and Anvil's well-known mnemonic. */
export const hardhatKey5 = fromHex('0x8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba')
export const hardhatAddress5 = '0x9965507d1a55bcc2695c58ba16fb37d819b0a4dc'

export const headsOn901: MessageContext = {
  topic: 'cross-safe-heads',
  chainId: 901,
  domain: attestationDomain('cross-safe-heads'),
}

export const blocksOn901: MessageContext = {
  topic: 'cross-safe-blocks',
  chainId: 901,
  domain: attestationDomain('cross-safe-blocks'),
}

export const head: Head = {
  number: 1_000_000,
  blockHash: hashOf(0xb1),
  timestamp: 1_760_000_000,
  l1Number: 9_000_000,
  l1Hash: hashOf(0x11),
  issuedAtMs: 1_760_000_300_123,
}

/** The foreign golden's V3 block: every field zero but these. */
export const hildrBlock: ExecutionPayloadEnvelope = {
  version: 3,
  parentBeaconBlockRoot: `0x${'1234'.padStart(64, '0')}`,
  payload: {
    ...zeroPayload,
    blockHash: '0xfece77b89685f60e3663b6e0faf2de0734674eb91339700c4858c773a8ff921e',
    timestamp: 1_708_427_461,
  },
}

/** Three transactions, one of them a deposit and one of an unknown type: to the wire they are bytes. */
export const isthmusBlock = withItsHash({
  version: 4,
  parentBeaconBlockRoot: hashOf(0xbe),
  payload: {
    parentHash: hashOf(0x01),
    feeRecipient: `0x${'42'.repeat(20)}`,
    stateRoot: hashOf(0x02),
    receiptsRoot: hashOf(0x03),
    logsBloom: `0x${'80'.repeat(256)}`,
    prevRandao: hashOf(0x04),
    blockNumber: 1_000_000,
    gasLimit: 60_000_000n,
    gasUsed: 21_000n,
    timestamp: 1_760_000_000,
    extraData: `0x01${'00'.repeat(16)}`,
    baseFeePerGas: 2n ** 70n + 7n,
    blockHash: hashOf(0x00),
    transactions: [transaction(0x7e, 140), transaction(0x7d, 1), transaction(0x02, 300)],
    withdrawals: [],
    blobGasUsed: 131_072n,
    excessBlobGas: 0n,
    withdrawalsRoot: hashOf(0x05),
  },
})

export function withItsHash(envelope: ExecutionPayloadEnvelope): ExecutionPayloadEnvelope {
  return { ...envelope, payload: { ...envelope.payload, blockHash: blockHashOf(envelope) } }
}

export function withPayload(
  envelope: ExecutionPayloadEnvelope,
  changes: Partial<ExecutionPayload>,
): ExecutionPayloadEnvelope {
  return { ...envelope, payload: { ...envelope.payload, ...changes } }
}

export function sign({ domain, chainId }: MessageContext, body: Uint8Array, key = hardhatKey5): Uint8Array {
  return joinSigned(signDigest(key, signingHash(domain, chainId, body)), body)
}

export const signedHead = sign(headsOn901, encodeHead(head))
export const signedBlock = sign(blocksOn901, encodeEnvelope(isthmusBlock))

/** What a sequencer signs when it gossips an unsafe block: the same bytes, under the zero domain. */
export const signedUnsafeBlock = sign({ ...blocksOn901, domain: draftDomain }, encodeEnvelope(isthmusBlock))

export function hashOf(byte: number): Hash {
  return `0x${byte.toString(16).padStart(2, '0').repeat(32)}`
}

export function transaction(type: number, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => (i === 0 ? type : (i * 7 + type) & 0xff))
}
