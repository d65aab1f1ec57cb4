import type { Address, AttestationTopic } from '../machines/values.ts'
import { encodeEnvelope } from '../src/wire/envelope.ts'
import { keccak256 } from '../src/wire/hash.ts'
import { encodeHead } from '../src/wire/head.ts'
import { encodeHeadsRequest } from '../src/wire/heads-request.ts'
import { encodeHeadsResponse } from '../src/wire/heads-response.ts'
import { toHex } from '../src/wire/hex.ts'
import { messageId } from '../src/wire/message-id.ts'
import { joinSigned } from '../src/wire/signed-message.ts'
import { addressOf, recoverSigner, signDigest, signingHash } from '../src/wire/signing.ts'
import { attestationDomain, draftDomain, headsProtocol, topicName } from '../src/wire/topics.ts'
import { hardhatKey5, head, isthmusBlock, signedHead } from '../test/wire/fixtures.ts'

const chainId = 901
const start = '<!-- vectors: written by `npm run docs`, checked by a test -->'
const end = '<!-- end of vectors -->'

/** The document with its test vectors as the code of today makes them. */
export function withVectors(document: string): string {
  const [before, rest] = document.split(start)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`expected ${start} and then ${end}`)
  return `${before}${start}\n\n${vectors()}\n\n${end}${after}`
}

function vectors(): string {
  return [
    `Chain ${chainId}. The key is the sixth account of the mnemonic that Hardhat and Anvil start with, ` +
      `so it is worth nothing: \`${toHex(hardhatKey5)}\`, address \`${addressOf(hardhatKey5)}\`. ` +
      'Signatures are deterministic (RFC 6979).',
    '### A head',
    fields(head),
    signed('cross-safe-heads', encodeHead(head)),
    '### Heads by height',
    headsByHeight(),
    '### A block',
    'Three transactions: a deposit of 140 bytes, one of type 0x7d of a single byte, one of type 0x02 of 300 bytes.',
    fields({
      number: isthmusBlock.payload.blockNumber,
      blockHash: isthmusBlock.payload.blockHash,
      timestamp: isthmusBlock.payload.timestamp,
    }),
    signed('cross-safe-blocks', encodeEnvelope(isthmusBlock)),
    '### The same block, signed as an unsafe block',
    `Under the zero domain the same body has another signing hash. Its signature recovers ` +
      `\`${addressOf(hardhatKey5)}\` there, and on our topic a stranger, \`${strangerOfUnsafeBlock()}\`: IGNORE.`,
  ].join('\n\n')
}

function fields(values: object): string {
  const rows = Object.entries(values).map(([name, value]) => `| ${name} | \`${value}\` |`)
  return ['| field | value |', '|---|---|', ...rows].join('\n')
}

function signed(topic: AttestationTopic, body: Uint8Array): string {
  const digest = signingHash(attestationDomain(topic), chainId, body)
  const data = joinSigned(signDigest(hardhatKey5, digest), body)
  const name = topicName(topic, chainId)
  const rows = fields({
    topic: name,
    domain: attestationDomain(topic),
    'payload hash': toHex(keccak256(body)),
    'signing hash': toHex(digest),
    'message id': toHex(messageId(name, { kind: 'decompressed', data })),
  })
  return `${rows}\n\nThe message before compression, ${data.length} bytes:\n\n${hexBlock(data)}`
}

function headsByHeight(): string {
  const rows = fields({
    protocol: headsProtocol(chainId),
    'the newest 16 heights': toHex(encodeHeadsRequest({ kind: 'newest', count: 16 })),
    'heights 1000000 to 1000127': toHex(encodeHeadsRequest({ kind: 'range', from: head.number, count: 128 })),
    'no question': toHex(encodeHeadsResponse({ kind: 'bad-request' })),
    'too many questions': toHex(encodeHeadsResponse({ kind: 'rate-limited' })),
    'nothing here': toHex(encodeHeadsResponse({ kind: 'nothing' })),
  })
  const answer = encodeHeadsResponse({ kind: 'heads', heads: [signedHead] })
  return `${rows}\n\nThe answer that holds the head above, ${answer.length} bytes:\n\n${hexBlock(answer)}`
}

function hexBlock(data: Uint8Array): string {
  const lines =
    toHex(data)
      .slice(2)
      .match(/.{1,96}/g) ?? []
  return ['```text', ...lines, '```'].join('\n')
}

function strangerOfUnsafeBlock(): Address {
  const body = encodeEnvelope(isthmusBlock)
  const unsafeSignature = signDigest(hardhatKey5, signingHash(draftDomain, chainId, body))
  const stranger = recoverSigner(
    signingHash(attestationDomain('cross-safe-blocks'), chainId, body),
    unsafeSignature,
  )
  if (stranger.kind === 'malformed') throw new Error(stranger.reason)
  return stranger.value
}
