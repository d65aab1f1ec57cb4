import type { OriginFacts } from '../../derive/attributes/origin-facts.ts'
import type { SealedHeader } from '../../derive/header.ts'
import type { L1Port } from '../../ports/l1.ts'
import type { L1OriginsPort } from '../../ports/l1-origins.ts'
import type { L2BlockRef } from '../../ports/rollup-node.ts'
import type { Answer } from '../../ports/trouble.ts'
import { nextOriginNumber } from '../rollup/origin.ts'

type Origins = L1Port & L1OriginsPort

/** The origin of the block on this parent: the parent's, or the next once it is deep enough and not younger. */
export async function originFor(
  l1: Origins,
  parent: L2BlockRef,
  time: number,
  l1Latest: number,
  signal: AbortSignal,
): Promise<OriginFacts> {
  const { l1origin } = parent
  const height = nextOriginNumber(l1origin.number, l1Latest)
  const header = await headerAt(l1, height, signal)
  const isNext = height > l1origin.number && header.timestamp <= time
  if (!isNext) return { header: await headerAt(l1, l1origin.number, signal), receipts: null, next: null }
  return { header, receipts: told(await l1.receipts(header, signal)), next: null }
}

async function headerAt(l1: Origins, height: number, signal: AbortSignal): Promise<SealedHeader> {
  const view = told(await l1.blockAt(height, signal))
  if (view === null) throw new Error(`the embedded L1 has no block ${height}`)
  const look = told(await l1.origin(view, signal))
  if (look.kind === 'canonical') return look.header
  throw new Error(`the embedded L1 was reorganised at ${height} while it was read`)
}

function told<T>(answer: Answer<T>): T {
  if (answer.kind === 'ok') return answer.value
  throw new Error(`the embedded L1: ${answer.detail}`)
}
