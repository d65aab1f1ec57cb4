import { encodeEnvelope } from '../../src/wire/envelope.ts'
import { keccak256 } from '../../src/wire/hash.ts'
import { signatureBytes } from '../../src/wire/limits.ts'
import type { MessageContext } from '../../src/wire/signed-message.ts'
import { isthmusBlock, sign, withItsHash, withPayload } from '../../test/wire/fixtures.ts'

const transactionBytes = 200

/** A signed block of about so many bytes, filled with transactions of a usual size that do not compress. */
export function signedBlockOf(context: MessageContext, size: number): Uint8Array {
  const room = size - signatureBytes - encodeEnvelope(withPayload(isthmusBlock, { transactions: [] })).length
  const count = Math.floor(room / (transactionBytes + 4))
  const transactions = Array.from({ length: count }, (_, i) => incompressible(i))
  return sign(context, encodeEnvelope(withItsHash(withPayload(isthmusBlock, { transactions }))))
}

function incompressible(index: number): Uint8Array {
  const links = [keccak256(Uint8Array.of(index & 0xff, index >> 8))]
  while (links.length * 32 < transactionBytes) links.push(keccak256(links.at(-1)!))
  return Uint8Array.from(Buffer.concat(links).subarray(0, transactionBytes))
}
