import type { BlockRef } from '../../machines/values.ts'
import type { EvidenceSummary } from '../server/evidence.ts'
import type { EvidenceFileContent } from './answers.ts'
import type { Finding } from './verify-evidence.ts'

export function evidenceListText(list: readonly EvidenceSummary[]): string {
  if (list.length === 0) return 'no evidence is kept\n'
  return list
    .map((one) => `${one.id}\n    ${date(one.recordedAtMs)}  ${standing(one)}\n    ${one.detail}\n`)
    .join('')
}

export function evidenceText({ evidence, recordedAtMs, acknowledgedAtMs, raw }: EvidenceFileContent): string {
  const { id, kind, detail, halts, expected, seen, statements } = evidence
  return [
    id,
    `${kind}: ${detail}`,
    `recorded  ${date(recordedAtMs)}, ${standing({ halts, acknowledgedAtMs })}`,
    `expected  ${expected === null ? '-' : block(expected)}`,
    `seen      ${block(seen)}`,
    ...statements.map((statement) => `signed    by ${statement.signer} for ${block(statement)}`),
    `raw       ${raw.length} signed messages; --json writes them out for op-follower evidence verify`,
    '',
  ].join('\n')
}

export function findingsText(findings: readonly Finding[]): string {
  return findings.map(({ ok, text }) => `${ok ? '✓' : '✗'} ${text}\n`).join('')
}

function standing({ halts, acknowledgedAtMs }: { halts: boolean; acknowledgedAtMs: number | null }): string {
  if (acknowledgedAtMs !== null) return `acknowledged ${date(acknowledgedAtMs)}`
  return halts ? 'halts the follower until it is acknowledged' : 'kept, halts nothing'
}

function date(ms: number): string {
  return new Date(ms).toISOString()
}

function block({ number, hash }: BlockRef): string {
  return `${number} ${hash}`
}
