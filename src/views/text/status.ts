import type { BlockRef } from '../../../machines/values.ts'
import type { AttesterView, StatusView } from '../status.ts'
import { footingText } from './footing.ts'
import { height, short, span } from './words.ts'

/** The table of `op-follower status`. */
export function statusText(view: StatusView): string {
  const { heads } = view
  const rows: readonly (readonly [string, string])[] = [
    ['chain', `${view.chainId}, mode ${view.mode}, op-follower ${view.version}, up ${span(view.upForMs)}`],
    ['state', `${view.state} for ${span(view.stateForMs)}`],
    ['unsafe', block(heads.unsafe)],
    ['local-safe', block(heads.localSafe)],
    ['attested', block(heads.attested)],
    ['cross-safe', `${block(heads.crossSafe)}${lag(view)}`],
    ['rests on', view.footing === null ? '-' : footingText(view.footing)],
    ['consolidated', consolidated(view)],
    ['finalized', block(heads.finalized)],
    ['trusted base', block(view.trustedBase)],
    ['attesters', `${view.threshold} of ${view.attesters.length} must agree, ${view.peers} peers`],
    ...view.attesters.map((one) => ['', attester(one)] as const),
    ['blockers', view.blockers.length === 0 ? 'none' : view.blockers.join(', ')],
    ...(view.haltedBy === null ? [] : ([['halted by', view.haltedBy]] as const)),
  ]
  return rows.map(([name, value]) => `${name.padEnd(14)}${value}\n`).join('')
}

function block(ref: BlockRef | null): string {
  return ref === null ? '-' : `${height(ref.number)}  ${short(ref.hash)}`
}

function consolidated({ consolidation: { enabled, watermark } }: StatusView): string {
  return enabled ? block(watermark) : 'off, promotions rest on the rollup node’s word'
}

function lag({ lagBlocks, lastPromotionMsAgo }: StatusView): string {
  const behind = lagBlocks === null ? '' : `, ${lagBlocks} behind local-safe`
  const since = lastPromotionMsAgo === null ? '' : `, promoted ${span(lastPromotionMsAgo)} ago`
  return `${behind}${since}`
}

function attester({ address, newest, muted }: AttesterView): string {
  const said = newest === null ? 'no statement held' : `newest ${block(newest)}`
  return `${address}  ${said}${muted ? ', muted' : ''}`
}
