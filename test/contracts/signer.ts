import { describe, expect, test } from 'vitest'
import type { Hash } from '../../machines/values.ts'
import type { SignerPort, SigningRequest } from '../../src/ports/signer.ts'
import { recoverSigner, signingHashOf } from '../../src/wire/signing.ts'
import { attestationDomain } from '../../src/wire/topics.ts'

const never = new AbortController().signal

export const someRequest: SigningRequest = {
  domain: attestationDomain('cross-safe-heads'),
  chainId: 901,
  payloadHash: `0x${'5a'.repeat(32)}`,
}

/** What every signer promises, wherever the key is. */
export function signerContract(name: string, open: () => Promise<SignerPort>): void {
  const signed = async (signer: SignerPort, request: SigningRequest) => {
    const answer = await signer.sign(request, never)
    if (answer.kind !== 'ok') throw new Error(`expected a signature, got ${JSON.stringify(answer)}`)
    return answer.value
  }
  const signerOf = (request: SigningRequest, signature: Uint8Array) =>
    recoverSigner(signingHashOf(request.domain, request.chainId, request.payloadHash), signature)

  describe(`a ${name} signer`, () => {
    test('makes signatures that recover to its address', async () => {
      const signer = await open()
      const signature = await signed(signer, someRequest)
      expect(signature).toHaveLength(65)
      expect(signerOf(someRequest, signature)).toEqual({ kind: 'ok', value: signer.address })
    })

    test.each<[string, Partial<SigningRequest>]>([
      ['domain', { domain: attestationDomain('cross-safe-blocks') }],
      ['chain', { chainId: 10 }],
      ['payload', { payloadHash: `0x${'5b'.repeat(32)}` as Hash }],
    ])('binds a signature to its %s', async (_what, change) => {
      const signer = await open()
      const signature = await signed(signer, someRequest)
      expect(signerOf({ ...someRequest, ...change }, signature)).not.toEqual({
        kind: 'ok',
        value: signer.address,
      })
      expect(await signed(signer, { ...someRequest, ...change })).not.toEqual(signature)
    })
  })
}
