import type { SignerPort } from '../../ports/signer.ts'
import { fromHex } from '../../wire/hex.ts'
import type { Hex } from '../../wire/payload.ts'
import { addressOf, signDigest, signingHashOf } from '../../wire/signing.ts'

const privateKeyPattern = /^0x[0-9a-fA-F]{64}$/

/** Signs in this process. The key is never part of a message. */
export function createLocalSigner(privateKeyHex: Hex): SignerPort {
  const privateKey = parse(privateKeyHex)
  return {
    address: addressOf(privateKey),
    sign: async ({ domain, chainId, payloadHash }) => {
      const digest = signingHashOf(domain, chainId, payloadHash)
      return { kind: 'ok', value: signDigest(privateKey, digest) }
    },
  }
}

function parse(privateKeyHex: Hex): Uint8Array {
  if (!privateKeyPattern.test(privateKeyHex)) {
    throw new RangeError(
      'the private key is not 0x and 64 hex digits; check the file or variable it comes from',
    )
  }
  return fromHex(privateKeyHex)
}
