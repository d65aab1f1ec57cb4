import secp256k1 from 'secp256k1'
import { uncompressSync } from 'snappy'
import { compress, decompress } from '../src/wire/compression.ts'
import { encodeEnvelope } from '../src/wire/envelope.ts'
import { keccak256 } from '../src/wire/hash.ts'
import { signatureBytes } from '../src/wire/limits.ts'
import { type MessageContext, openMessage } from '../src/wire/signed-message.ts'
import { signingHash } from '../src/wire/signing.ts'
import {
  blocksOn901,
  headsOn901,
  isthmusBlock,
  sign,
  signedHead,
  withItsHash,
  withPayload,
} from '../test/wire/fixtures.ts'
import { measureRatio } from './ratio.ts'
import type { BenchRow } from './row.ts'

/** What validating costs over what no validator can do without: decompress, hash the body, recover. */
export async function wireBench(): Promise<readonly BenchRow[]> {
  return [
    { ...(await validating('a head', headsOn901, signedHead, 2_000)), target: 1.3 },
    await validating('a block of 1 KB, with its hash', blocksOn901, signedBlockOf(1_000), 2_000),
    await validating('a block of 100 KB, with its hash', blocksOn901, signedBlockOf(100_000), 300),
    await validating('a block of 1 MB, with its hash', blocksOn901, signedBlockOf(1_000_000), 60),
  ]
}

async function validating(
  what: string,
  context: MessageContext,
  signed: Uint8Array,
  rounds: number,
): Promise<BenchRow> {
  const message = compress(signed)
  const digest = signingHash(context.domain, context.chainId, signed.subarray(signatureBytes))
  const ratio = await measureRatio({
    baseline: () => unavoidable(message, digest),
    subject: () => validate(context, message),
    rounds,
  })
  return { name: `validating ${what}`, ...ratio }
}

function unavoidable(message: Uint8Array, digest: Uint8Array): void {
  const data = uncompressSync(message) as Buffer
  keccak256(data.subarray(signatureBytes))
  secp256k1.ecdsaRecover(data.subarray(0, 64), data[64]!, digest, false)
}

function validate(context: MessageContext, message: Uint8Array): void {
  const data = decompress(message)
  if (data.kind === 'malformed') throw new Error(data.reason)
  const opened = openMessage(context, data.value)
  if (opened.kind === 'malformed') throw new Error(opened.reason)
  const body = opened.value.verifyBody()
  if (body.kind === 'malformed') throw new Error(body.reason)
}

const transactionBytes = 200

/** Filled with transactions of a usual size that do not compress. */
function signedBlockOf(size: number): Uint8Array {
  const room = size - signatureBytes - encodeEnvelope(withPayload(isthmusBlock, { transactions: [] })).length
  const count = Math.floor(room / (transactionBytes + 4))
  const transactions = Array.from({ length: count }, (_, i) => incompressible(i))
  return sign(blocksOn901, encodeEnvelope(withItsHash(withPayload(isthmusBlock, { transactions }))))
}

function incompressible(index: number): Uint8Array {
  const links = [keccak256(Uint8Array.of(index & 0xff, index >> 8))]
  while (links.length * 32 < transactionBytes) links.push(keccak256(links.at(-1)!))
  return Uint8Array.from(Buffer.concat(links).subarray(0, transactionBytes))
}
