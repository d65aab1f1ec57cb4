import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Evidence } from '../../machines/follower/facts.ts'
import type { Attestation, Hash } from '../../machines/values.ts'
import type { EvidenceFileContent } from '../../src/cli/answers.ts'
import { verifyEvidence } from '../../src/cli/verify-evidence.ts'
import { encodeHead } from '../../src/wire/head.ts'
import { toHex } from '../../src/wire/hex.ts'
import { joinSigned } from '../../src/wire/signed-message.ts'
import { addressOf, signDigest, signingHash } from '../../src/wire/signing.ts'
import { attestationDomain, draftDomain } from '../../src/wire/topics.ts'
import { hashOf } from '../server/follower-twin.ts'
import { inProcess } from './run.ts'

const chainId = 901
const key = new Uint8Array(32).fill(7)
const signer = addressOf(key)
const ours = hashOf(9)
const theirs = hashOf(99)

describe('evidence verified from its bytes', () => {
  it('stands when the signer did sign another block than the one expected', () => {
    const file = evidenceFile('mismatch', [sign(theirs)])
    expect(verifyEvidence(file).map(({ ok }) => ok)).toEqual([true, true])
  })

  it('stands for two hashes of one height by one signer', () => {
    const file = evidenceFile('equivocation', [sign(ours), sign(theirs)])
    expect(verifyEvidence(file).map(({ ok }) => ok)).toEqual([true, true, true])
    const honest = evidenceFile('equivocation', [sign(ours), sign(ours)])
    expect(verifyEvidence(honest).at(-1)).toMatchObject({ ok: false })
  })

  it('stands with any copy of the statement, issued at another time', () => {
    const [stated, copy] = [sign(theirs), sign(theirs, { issuedAtMs: 9999 })]
    const file = evidenceFile('mismatch', [stated])
    expect(verifyEvidence({ ...file, raw: [copy.raw] })[0]).toMatchObject({ ok: true })
  })

  it('says when the unsafe domain of the draft was used', () => {
    const file = evidenceFile('mismatch', [sign(theirs, { domain: draftDomain })])
    expect(verifyEvidence(file)[0]?.text).toContain('zero domain')
  })

  it.each<[string, (file: EvidenceFileContent) => EvidenceFileContent]>([
    ['another chain', (file) => ({ ...file, chainId: 902 })],
    ['no bytes at all', (file) => ({ ...file, raw: [] })],
    ['a flipped bit', (file) => withRaw(file, { bytes: flip(file.raw[0]!.bytes) })],
    ['bytes cut short', (file) => withRaw(file, { bytes: file.raw[0]!.bytes.slice(0, -2) as Hash })],
    ['another digest', (file) => withRaw(file, { digest: hashOf(1) })],
    ['another topic', (file) => withRaw(file, { topic: 'cross-safe-blocks' })],
    ['another signer', (file) => withStatement(file, { signer: addressOf(new Uint8Array(32).fill(8)) })],
    ['another block', (file) => withStatement(file, { hash: ours })],
    ['another height', (file) => withStatement(file, { number: 10 })],
  ])('falls with %s', (_, change) => {
    const file = change(evidenceFile('mismatch', [sign(theirs)]))
    expect(verifyEvidence(file)[0]).toMatchObject({ ok: false })
  })

  it('falls when the blocks are the same', () => {
    const file = evidenceFile('mismatch', [sign(theirs)])
    const same = { ...file, evidence: { ...file.evidence, expected: file.evidence.seen } }
    expect(verifyEvidence(same).at(-1)).toMatchObject({ ok: false })
  })
})

describe('op-follower evidence verify', () => {
  it('tells by its exit code, with nothing running', async () => {
    const good = evidenceFile('mismatch', [sign(theirs)])
    const verified = await inProcess(['evidence', 'verify', fileOf(JSON.stringify(good))])
    expect(verified).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining(`✓ signed by ${signer}`),
    })
    const forged = fileOf(JSON.stringify({ ...good, chainId: 902 }))
    const refused = await inProcess(['evidence', 'verify', forged, '--json'])
    expect(refused.code).toBe(3)
    expect(JSON.parse(refused.out)[0]).toMatchObject({ ok: false })
  })

  it.each(['', '{}', '[]', '{"format":"op-follower-evidence-2"}'])(
    'refuses a file that holds %j',
    async (text) => {
      const { code, err } = await inProcess(['evidence', 'verify', fileOf(text)])
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('is no evidence file') })
    },
  )
})

interface Signed {
  readonly statement: Attestation
  readonly raw: EvidenceFileContent['raw'][number]
}

/** A head for block 9, signed as the attester signs it. */
function sign(blockHash: Hash, change: { issuedAtMs?: number; domain?: Hash } = {}): Signed {
  const { issuedAtMs = 5000, domain = attestationDomain('cross-safe-heads') } = change
  const l1View = { number: 3, hash: hashOf(3) }
  const head = {
    number: 9,
    blockHash,
    timestamp: 18,
    l1Number: l1View.number,
    l1Hash: l1View.hash,
    issuedAtMs,
  }
  const body = encodeHead(head)
  const digest = signingHash(domain, chainId, body)
  const topic = 'cross-safe-heads'
  return {
    statement: { number: 9, hash: blockHash, signer, l1View, issuedAtMs, topic, digest: toHex(digest) },
    raw: { digest: toHex(digest), topic, bytes: toHex(joinSigned(signDigest(key, digest), body)) },
  }
}

function evidenceFile(kind: Evidence['kind'], signed: readonly Signed[]): EvidenceFileContent {
  return {
    format: 'op-follower-evidence-1',
    chainId,
    recordedAtMs: 1,
    acknowledgedAtMs: null,
    evidence: {
      id: 'e1',
      kind,
      statements: signed.map(({ statement }) => statement),
      expected: { number: 9, hash: ours },
      seen: { number: 9, hash: theirs },
      detail: '',
      halts: true,
    },
    raw: signed.map(({ raw }) => raw),
  }
}

function withRaw(file: EvidenceFileContent, change: Partial<Signed['raw']>): EvidenceFileContent {
  return { ...file, raw: file.raw.map((raw) => ({ ...raw, ...change })) }
}

function withStatement(file: EvidenceFileContent, change: Partial<Attestation>): EvidenceFileContent {
  const statements = file.evidence.statements.map((statement) => ({ ...statement, ...change }))
  return { ...file, evidence: { ...file.evidence, statements } }
}

function flip(bytes: Hash): Hash {
  const at = bytes.length - 1
  return `${bytes.slice(0, at)}${bytes[at] === '0' ? '1' : '0'}` as Hash
}

function fileOf(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'evidence-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const path = join(directory, 'evidence.json')
  writeFileSync(path, text)
  return path
}
