import fc from 'fast-check'
import type { Head } from '../../src/wire/head.ts'
import type { HeadsRequest } from '../../src/wire/heads-request.ts'
import type { HeadsResponse } from '../../src/wire/heads-response.ts'
import { toHex } from '../../src/wire/hex.ts'
import type { EnvelopeVersion, ExecutionPayload, ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'

const bytesOf = (size: number) => fc.uint8Array({ minLength: size, maxLength: size })
const hexOf = (size: number) => bytesOf(size).map(toHex)
const safeUint = fc.nat({ max: Number.MAX_SAFE_INTEGER })
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const uint256 = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })

export const anyHead: fc.Arbitrary<Head> = fc.record({
  number: safeUint,
  blockHash: hexOf(32),
  timestamp: safeUint,
  l1Number: safeUint,
  l1Hash: hexOf(32),
  issuedAtMs: safeUint,
})

const heightsAsked = fc.integer({ min: 1, max: 256 })

export const anyHeadsRequest: fc.Arbitrary<HeadsRequest> = fc.oneof(
  fc.record({ kind: fc.constant('newest'), count: heightsAsked }),
  fc.record({
    kind: fc.constant('range'),
    from: fc.nat({ max: Number.MAX_SAFE_INTEGER - 255 }),
    count: heightsAsked,
  }),
)

export const anyHeadsResponse: fc.Arbitrary<HeadsResponse> = fc.oneof(
  fc.record({ kind: fc.constantFrom('bad-request', 'rate-limited', 'nothing') }),
  fc.record({
    kind: fc.constant('heads'),
    heads: fc.array(bytesOf(161), { minLength: 1, maxLength: 256 }),
  }),
)

const anyWithdrawal = fc.record({
  index: uint64,
  validatorIndex: uint64,
  address: hexOf(20),
  amount: uint64,
})

const commonFields = {
  parentHash: hexOf(32),
  feeRecipient: hexOf(20),
  stateRoot: hexOf(32),
  receiptsRoot: hexOf(32),
  logsBloom: hexOf(256),
  prevRandao: hexOf(32),
  blockNumber: safeUint,
  gasLimit: uint64,
  gasUsed: uint64,
  timestamp: safeUint,
  extraData: fc.uint8Array({ maxLength: 32 }).map(toHex),
  baseFeePerGas: uint256,
  blockHash: hexOf(32),
  transactions: fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { maxLength: 20 }),
  withdrawals: fc.array(anyWithdrawal, { maxLength: 16 }),
  blobGasUsed: uint64,
  excessBlobGas: uint64,
}

const payloads: Record<EnvelopeVersion, fc.Arbitrary<ExecutionPayload>> = {
  3: fc.record(commonFields),
  4: fc.record({ ...commonFields, withdrawalsRoot: hexOf(32) }),
}

export const anyEnvelope: fc.Arbitrary<ExecutionPayloadEnvelope> = fc
  .constantFrom<EnvelopeVersion>(3, 4)
  .chain((version) =>
    fc.record({
      version: fc.constant(version),
      parentBeaconBlockRoot: hexOf(32),
      payload: payloads[version],
    }),
  )
