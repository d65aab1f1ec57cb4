import type { BlockRef, L1View } from '../../machines/values.ts'
import type { SignerPort } from '../ports/signer.ts'
import { keccak256 } from '../wire/hash.ts'
import { encodeHead } from '../wire/head.ts'
import { toHex } from '../wire/hex.ts'
import { joinSigned } from '../wire/signed-message.ts'
import { attestationDomain } from '../wire/topics.ts'

export interface HeadStatement extends BlockRef {
  readonly timestamp: number
  readonly l1View: L1View
  readonly issuedAtMs: number
}

/** The signed bytes of one statement on the heads topic, as an attester publishes them. */
export async function signHead(
  signer: SignerPort,
  chainId: number,
  { number, hash, timestamp, l1View, issuedAtMs }: HeadStatement,
): Promise<Uint8Array> {
  const body = encodeHead({
    number,
    blockHash: hash,
    timestamp,
    l1Number: l1View.number,
    l1Hash: l1View.hash,
    issuedAtMs,
  })
  const payloadHash = toHex(keccak256(body))
  const domain = attestationDomain('cross-safe-heads')
  const signed = await signer.sign({ domain, chainId, payloadHash }, new AbortController().signal)
  if (signed.kind !== 'ok') throw new Error(`the signer did not sign: ${signed.detail}`)
  return joinSigned(signed.value, body)
}
