import { readFile, stat } from 'node:fs/promises'
import * as Result from 'effect/Result'
import * as Schema from 'effect/Schema'
import { type EvidenceFileContent, EvidenceFileSchema } from './answers.ts'

export type EvidenceFileReading =
  | { readonly kind: 'file'; readonly content: EvidenceFileContent }
  | { readonly kind: 'unreadable'; readonly detail: string }

/** Two statements with whole blocks, in hex, and room to spare. */
const limitBytes = 64 * 1024 * 1024

const decode = Schema.decodeUnknownResult(Schema.fromJsonString(EvidenceFileSchema))

export async function readEvidenceFile(path: string): Promise<EvidenceFileReading> {
  try {
    const { size } = await stat(path)
    if (size > limitBytes) return unreadable(path, `expected at most ${limitBytes} bytes; seen ${size}`)
    const decoded = decode(await readFile(path, 'utf8'))
    if (Result.isSuccess(decoded)) return { kind: 'file', content: decoded.success }
    return unreadable(path, 'expected what op-follower evidence show --json prints')
  } catch (error) {
    return unreadable(path, error instanceof Error ? error.message : String(error))
  }
}

function unreadable(path: string, why: string): EvidenceFileReading {
  return { kind: 'unreadable', detail: `${path} is no evidence file: ${why}` }
}
