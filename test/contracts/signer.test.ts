import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createLocalSigner } from '../../src/adapters/signer/local.ts'
import { createRemoteSigner } from '../../src/adapters/signer/remote.ts'
import type { SignerPort } from '../../src/ports/signer.ts'
import { toHex } from '../../src/wire/hex.ts'
import { addressOf, signDigest } from '../../src/wire/signing.ts'
import { makeAuthority } from './certificates.ts'
import { type OpSignerOptions, startOpSigner } from './op-signer.ts'
import { signerContract, someRequest } from './signer.ts'

const privateKey = Uint8Array.from(randomBytes(32))
const clientName = 'attester.example'
const { server, client } = makeAuthority(clientName)
const never = new AbortController().signal

async function remote(
  more: Partial<OpSignerOptions> = {},
  options: Partial<Parameters<typeof createRemoteSigner>[0]> = {},
): Promise<SignerPort> {
  const url = await startOpSigner({ identity: server, clientName, privateKey, ...more })
  return createRemoteSigner({
    url,
    senderAddress: addressOf(privateKey),
    tls: client,
    deadlineMs: 5_000,
    ...options,
  })
}

signerContract('local', async () => createLocalSigner(toHex(privateKey)))
signerContract('remote', remote)

describe('a local signer', () => {
  test('refuses what is no key without showing it', () => {
    expect(() => createLocalSigner('0x1234secret')).toThrow(/64 hex digits/)
    expect(() => createLocalSigner('0x1234secret')).not.toThrow(/secret/)
  })
})

describe('a remote signer answers with data when', () => {
  const answering = (text: string, status = 200): Partial<OpSignerOptions> => ({
    answer: (response) => void response.writeHead(status).end(text),
  })
  const asked = async (signer: SignerPort) => signer.sign(someRequest, never)

  test('the client certificate comes from somebody else', async () => {
    const stranger = makeAuthority(clientName).client
    const answer = await asked(await remote({}, { tls: { ...stranger, ca: client.ca } }))
    expect(answer.kind).toBe('unreachable')
    expect(answer).toMatchObject({ detail: expect.stringContaining('client certificate') })
  })

  test('the server certificate comes from somebody else', async () => {
    const answer = await asked(await remote({ identity: makeAuthority(clientName).server }))
    expect(answer.kind).toBe('unauthorized')
  })

  test('the client has no key there', async () => {
    const answer = await asked(await remote({ clientName: 'batcher.example' }))
    expect(answer).toMatchObject({ kind: 'unauthorized', detail: expect.stringContaining('403') })
  })

  test('another key signed', async () => {
    const answer = await asked(await remote({ privateKey: Uint8Array.from(randomBytes(32)) }))
    expect(answer).toMatchObject({ kind: 'malformed', detail: expect.stringContaining('expected 0x') })
  })

  test('the method is refused', async () => {
    const error = { code: -32_601, message: 'no such method' }
    const answer = await asked(await remote(answering(JSON.stringify({ jsonrpc: '2.0', id: 1, error }))))
    expect(answer).toMatchObject({ kind: 'refused', code: -32_601 })
  })

  test.each([
    ['no JSON', 'hello'],
    ['a short signature', JSON.stringify({ result: '0x1234' })],
    ['neither result nor error', '{}'],
    ['a signature with a legacy recovery id', JSON.stringify({ result: toHex(legacySignature()) })],
    ['more than it may', 'x'.repeat(1_000_000)],
  ])('the answer is %s', async (_what, text) => {
    expect((await asked(await remote(answering(text)))).kind).toBe('malformed')
  })

  test('nobody answers in time', async () => {
    const answer = await asked(await remote({ answer: () => {} }, { deadlineMs: 50 }))
    expect(answer).toMatchObject({ kind: 'timed-out', detail: expect.stringContaining('within 50 ms') })
  })

  test('the caller gives up', async () => {
    const signer = await remote({ answer: () => {} })
    expect((await signer.sign(someRequest, AbortSignal.timeout(20))).kind).toBe('timed-out')
  })

  test('nobody is there', async () => {
    const answer = await asked(await remote({}, { url: 'https://127.0.0.1:1' }))
    expect(answer).toMatchObject({ kind: 'unreachable', detail: expect.stringContaining('ECONNREFUSED') })
  })

  test('it names the signer without what its address may hide', async () => {
    const answer = await asked(await remote({}, { url: 'https://user:secret@127.0.0.1:1/?token=secret' }))
    expect(JSON.stringify(answer)).not.toContain('secret')
  })

  test('plain HTTP is not accepted at all', () => {
    const options = {
      url: 'http://127.0.0.1:1',
      senderAddress: addressOf(privateKey),
      tls: client,
      deadlineMs: 1,
    }
    expect(() => createRemoteSigner(options)).toThrow(/https/)
  })
})

function legacySignature(): Uint8Array {
  const signature = signDigest(privateKey, new Uint8Array(32).fill(1))
  signature[64]! += 27
  return signature
}
