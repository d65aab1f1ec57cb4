import type { ExamineOutcome, Rival, Statement } from './outcomes.ts'

type Examined = Extract<ExamineOutcome, { kind: 'examined' }>

/**
 * The rival that forbids a statement, or null when it may be signed. Two hashes are honest only
 * across an L1 reorg: our view is canonical and the rival's is orphaned. The rival's must not be
 * the higher one either, or ours could be its ancestor and both would lie on one L1 chain.
 */
export function forbiddingRival({ l1View }: Statement, { rivals, viewStatus }: Examined): Rival | null {
  const isLeftBehind = (rival: Rival) =>
    viewStatus === 'canonical' && rival.viewStatus === 'orphaned' && rival.l1View.number <= l1View.number
  return rivals.find((rival) => !isLeftBehind(rival)) ?? null
}
