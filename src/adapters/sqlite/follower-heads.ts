import type { PendingPromotion } from '../../../machines/follower/context.ts'
import type { Fact } from '../../../machines/follower/facts.ts'
import type { BlockRef } from '../../../machines/values.ts'
import type { Database } from './database.ts'
import type { FollowerStoreLimits } from './limits.ts'

type Promoted = Extract<Fact, { kind: 'promoted' }>

/** The two causes that may lower `safe` (design §2, S3); `finalized` is lowered by none. */
const lowering: readonly string[] = ['anchor', 'withdrawal']
/** Those that leave `safe` where it was promoted to. */
const raisingNothing: readonly string[] = ['finality', 'reassert']

export function storeTrustedBase(db: Database, { number, hash }: BlockRef): void {
  db.run(
    `INSERT INTO trusted_base VALUES (1, ?, ?)
     ON CONFLICT DO UPDATE SET number = excluded.number, hash = excluded.hash`,
    number,
    hash,
  )
}

/**
 * Before a command: what is asked for, until a promotion confirms it. A command that raises nothing
 * does not replace one that may have taken effect above it: whoever starts from here would assert less.
 */
export function storeIntent(db: Database, promotion: PendingPromotion): void {
  const { safe, finalized, l1View, because, tier } = promotion
  const pending = db.one('SELECT number FROM pending_promotion')
  if (raisingNothing.includes(because) && Number(pending?.number) > safe.number) return
  db.run(
    'INSERT OR REPLACE INTO pending_promotion VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)',
    ...columns(safe),
    ...columns(finalized),
    ...columns(l1View),
    because,
    tier,
  )
}

/** A read-back answers whatever was pending: only one command is ever in flight. */
export function storePromotion(db: Database, promoted: Promoted, limits: FollowerStoreLimits): void {
  const { safe, finalized, because } = promoted
  if (lowering.includes(because)) lowerSafe(db, safe)
  else raise(db, 'safe', safe)
  if (finalized !== null) raise(db, 'finalized', finalized)
  rememberPromotion(db, promoted)
  forgetPromotions(db, limits.limitPromotionRows)
  db.run('DELETE FROM pending_promotion')
}

/** A withdrawal never ends below the finalized head, so no promotion below it is asked for again. */
function forgetPromotions(db: Database, limitRows: number): void {
  db.run("DELETE FROM promotions WHERE number < (SELECT number FROM heads WHERE label = 'finalized')")
  db.run(
    'DELETE FROM promotions WHERE number <= (SELECT number FROM promotions ORDER BY number DESC LIMIT 1 OFFSET ?)',
    limitRows,
  )
}

/** Monotone in SQL itself: whatever the caller believes, a head never goes back. */
function raise(db: Database, label: 'safe' | 'finalized', { number, hash }: BlockRef): void {
  db.run(
    `INSERT INTO heads VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET number = excluded.number, hash = excluded.hash
     WHERE excluded.number > heads.number`,
    label,
    number,
    hash,
  )
}

function lowerSafe(db: Database, { number, hash }: BlockRef): void {
  db.run("INSERT OR REPLACE INTO heads VALUES ('safe', ?, ?)", number, hash)
  db.run('DELETE FROM promotions WHERE number > ? OR (number = ? AND hash <> ?)', number, number, hash)
}

/** Only what is `safe` now counts as promoted; attested again, it carries the newer view. What was rebuilt once stays so. */
function rememberPromotion(db: Database, { safe: { number, hash }, l1View, tier }: Promoted): void {
  db.run(
    `INSERT INTO promotions SELECT number, hash, ?, ?, ? FROM heads WHERE label = 'safe' AND number = ? AND hash = ?
     ON CONFLICT DO UPDATE SET l1_number = coalesce(excluded.l1_number, l1_number),
       l1_hash = coalesce(excluded.l1_hash, l1_hash), tier = max(tier, excluded.tier)`,
    ...columns(l1View),
    tier,
    number,
    hash,
  )
}

function columns(block: BlockRef | null): [number | null, string | null] {
  return [block?.number ?? null, block?.hash ?? null]
}
