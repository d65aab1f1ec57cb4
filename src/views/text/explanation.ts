import type { ExplainedBlocker, Explanation } from '../explain.ts'
import type { Heads } from '../status.ts'
import { footingText } from './footing.ts'
import { height, span } from './words.ts'

/** The transcript of `op-follower explain`. */
export function explanationText(explanation: Explanation): string {
  const width = Math.max(...codesOf(explanation).map((code) => code.length))
  return [
    headline(explanation),
    ...footingLines(explanation),
    ...explanation.blockers.flatMap((blocker) => blockerLines(blocker, width)),
    ...explanation.fine.map(({ area, seen }) => `✓ ${area.padEnd(width)}  ${seen}`),
    conclusion(explanation),
    '',
  ].join('\n')
}

function codesOf({ blockers, fine }: Explanation): readonly string[] {
  return ['', ...blockers.map(({ code }) => code), ...fine.map(({ area }) => area)]
}

function headline({ heads, state, stateForMs }: Explanation): string {
  return `cross-safe ${numberOf(heads.crossSafe)} · ${localSafe(heads)} · state ${state} ${span(stateForMs)}`
}

function footingLines({ footing }: Explanation): readonly string[] {
  return footing === null ? [] : [`cross-safe rests on ${footingText(footing)}`]
}

function localSafe({ localSafe, crossSafe }: Heads): string {
  const ahead = (localSafe?.number ?? 0) - (crossSafe?.number ?? 0)
  const gap = localSafe === null || crossSafe === null ? '' : ` (${ahead < 0 ? '' : '+'}${ahead})`
  return `local-safe ${numberOf(localSafe)}${gap}`
}

function numberOf(block: Heads['crossSafe']): string {
  return block === null ? 'not known' : height(block.number)
}

/** Everything about one blocker, each fact on a line of its own: hashes are long, and people copy them. */
function blockerLines(blocker: ExplainedBlocker, width: number): readonly string[] {
  const { code, meaning, detail, forMs, expected, seen, next, runbook } = blocker
  const indent = ' '.repeat(width + 4)
  return [
    `✗ ${code.padEnd(width)}  ${meaning}, for ${span(forMs)}`,
    `${indent}${detail}`,
    ...(expected === undefined ? [] : [`${indent}expected ${expected}`]),
    ...(seen === undefined ? [] : [`${indent}seen     ${seen}`]),
    `${indent}next: ${next}`,
    `${indent}runbook: ${runbook}`,
  ]
}

function conclusion({ verdict, deadline, haltedBy }: Explanation): string {
  if (verdict === 'halted') return `halted: op-follower evidence show ${haltedBy}`
  const then = deadline === null ? '' : `; ${deadline.what} within ${span(deadline.withinMs)}`
  return `${sentences[verdict]}${then}`
}

const sentences = {
  promotable: 'the next block is attested and derived, nothing is in its way',
  idle: 'everything attested is promoted, nothing to do',
  blocked: 'the next block cannot be promoted now',
} as const
