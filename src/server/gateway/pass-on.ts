import type { PassedAnswer, RollupNodePort } from '../../ports/rollup-node.ts'
import { inTurn } from './in-turn.ts'

export type PassedOn =
  | { readonly kind: 'answered'; readonly answer: PassedAnswer }
  /** No rollup node answered. */
  | { readonly kind: 'silent'; readonly detail: string }
  | { readonly kind: 'busy'; readonly limitCalls: number }

export type PassOn = (method: string, params: readonly unknown[], signal: AbortSignal) => Promise<PassedOn>

export interface PassOnOptions {
  readonly nodes: readonly RollupNodePort[]
  readonly deadlineMs: number
  /** At once; the next is refused and waits for nobody. */
  readonly limitCalls: number
}

/** Asks the first rollup node that answers; its error is an answer. */
export function createPassOn({ nodes, deadlineMs, limitCalls }: PassOnOptions): PassOn {
  let calls = 0
  return async (method, params, signal) => {
    if (calls >= limitCalls) return { kind: 'busy', limitCalls }
    calls++
    try {
      return verdict(
        await inTurn({
          sources: nodes,
          deadlineMs,
          ask: (node, within) => node.passOn(method, params, within),
          suffices: ({ kind }) => kind === 'ok',
          signal,
        }),
      )
    } finally {
      calls--
    }
  }
}

function verdict(given: readonly Awaited<ReturnType<RollupNodePort['passOn']>>[]): PassedOn {
  const last = given.at(-1)
  if (last?.kind === 'ok') return { kind: 'answered', answer: last.value }
  const details = given.map((answer) => (answer.kind === 'ok' ? '' : answer.detail))
  return { kind: 'silent', detail: details.join('; ') }
}
