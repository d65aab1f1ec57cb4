import type { Trouble } from '../../ports/trouble.ts'
import type { TurnKind, Turns } from './turns.ts'

/** Does the work when its turn comes, or answers why it was not begun. */
export type InTurn = <T>(kind: TurnKind, signal: AbortSignal, work: () => Promise<T>) => Promise<T | Trouble>

export function createInTurn(turns: Turns, client: string): InTurn {
  return async (kind, signal, work) => {
    const turn = await turns.take(kind, signal, work)
    if (turn.kind === 'done') return turn.value
    if (turn.kind === 'dropped')
      return { kind: 'timed-out', detail: `${client}: given up before its turn, not sent` }
    return { kind: 'unreachable', detail: `${client}: too many calls wait already, not sent` }
  }
}
