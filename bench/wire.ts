import secp256k1 from 'secp256k1'
import { uncompressSync } from 'snappy'
import { compress } from '../src/wire/compression.ts'
import { keccak256 } from '../src/wire/hash.ts'
import { signatureBytes } from '../src/wire/limits.ts'
import type { MessageContext } from '../src/wire/signed-message.ts'
import { signingHash } from '../src/wire/signing.ts'
import { blocksOn901, headsOn901, signedHead } from '../test/wire/fixtures.ts'
import { measureRatio } from './ratio.ts'
import type { BenchRow } from './row.ts'
import { signedBlockOf } from './validation/blocks.ts'
import { validate } from './validation/validate.ts'

/** What validating costs over what no validator can do without: decompress, hash the body, recover. */
export async function wireBench(): Promise<readonly BenchRow[]> {
  return [
    { ...(await validating('a head', headsOn901, signedHead, 2_000)), target: 1.3 },
    await validating('a block of 1 KB, with its hash', blocksOn901, signedBlockOf(blocksOn901, 1_000), 2_000),
    await validating(
      'a block of 100 KB, with its hash',
      blocksOn901,
      signedBlockOf(blocksOn901, 100_000),
      300,
    ),
    await validating(
      'a block of 1 MB, with its hash',
      blocksOn901,
      signedBlockOf(blocksOn901, 1_000_000),
      60,
    ),
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
