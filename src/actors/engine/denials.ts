import type { Denial } from '../../../machines/follower/facts.ts'
import type { BlockRef, Hash } from '../../../machines/values.ts'
import type { OfferedBlock } from '../../ports/engine-gate.ts'
import type { Answer } from '../../ports/trouble.ts'
import { allOf } from '../answers.ts'
import type { ReadBlock } from './labels.ts'
import { findLink, type Links } from './links.ts'
import { createRecent } from './recent.ts'
import { createVerdicts, type Verdict } from './verdicts.ts'

export interface DenialsOptions {
  readonly block: ReadBlock
  readonly links: Links
  /** From the facts on disk, oldest first. */
  readonly initial: readonly Denial[]
  /** A block that has nothing denied below it, whatever comes. */
  readonly finalized: () => BlockRef | null
  /** Blocks off the canonical chain that are looked at for one verdict; the next one goes on from there. */
  readonly walkLimitBlocks: number
}

export interface Denials {
  readonly of: (hash: Hash) => Promise<Answer<Verdict>>
  /** Deposits alone are good on every good parent. */
  readonly ofPayload: (block: OfferedBlock) => Promise<Answer<Verdict>>
  readonly has: (hash: Hash) => boolean
  /** The lowest one whose denied block is on the client's canonical chain. */
  readonly lowestStanding: () => Promise<Answer<Denial | null>>
  /** `left` is the highest block that is known of the denied branch. */
  readonly add: (denial: Denial, left: Hash) => void
}

const limitDenials = 1_024
const limitVerdicts = 16_384

/**
 * A block is denied when it, or an ancestor, gave way to a replacement. A list of hashes would let
 * through what is built on them later, so ancestry decides: down to a block that was judged before, to
 * the lowest denied height, or to the client's canonical chain, where a look at each denied height takes
 * the place of the walk.
 */
export function createDenials({
  block,
  links,
  initial,
  finalized,
  walkLimitBlocks,
}: DenialsOptions): Denials {
  let denials = initial.slice(-limitDenials)
  const verdicts = createVerdicts(limitVerdicts)
  /** Where a walk broke off. */
  const reached = createRecent<Hash, Hash>(limitVerdicts)

  const has = (hash: Hash) => denials.some(({ denied }) => denied === hash)
  const lowest = () => Math.min(...denials.map(({ number }) => number))

  /** Once all that was denied lies below our finalized block, a head out of nowhere is the client's affair again. */
  const unplaced = (): Answer<Verdict> => {
    const settled = finalized()?.number ?? -1
    return answer(denials.some(({ number }) => number > settled) ? 'unknown' : 'good')
  }

  const isCanonical = async ({ number, hash }: BlockRef): Promise<Answer<boolean>> => {
    const found = await block({ number })
    return found.kind === 'ok' ? answer(found.value?.hash === hash) : found
  }

  /** For a block of the canonical chain at this height. */
  const onCanonical = async (height: number): Promise<Answer<Verdict>> => {
    const settled = finalized()
    const stands = settled === null ? answer(false) : await isCanonical(settled)
    if (stands.kind !== 'ok') return stands
    const floor = settled !== null && stands.value ? settled.number : -1
    const inQuestion = denials.filter(({ number }) => number > floor && number < height)
    const hits = await allOf(inQuestion.map(({ number, denied }) => isCanonical({ number, hash: denied })))
    return hits.kind === 'ok' ? answer(hits.value.includes(true) ? 'denied' : 'good') : hits
  }

  const judged = (hash: Hash): Verdict | undefined => (has(hash) ? 'denied' : verdicts.get(hash))

  /** What is known by this block, or else its parent. */
  const look = async (hash: Hash): Promise<Answer<Verdict> | Onward> => {
    const known = judged(hash)
    if (known !== undefined) return answer(known)
    const link = await findLink(links, block, hash)
    if (link.kind === 'unknown') return answer('unknown')
    if (link.kind !== 'link') return link
    const inherited = link.number <= lowest() ? 'good' : judged(link.parentHash)
    if (inherited !== undefined) return answer(inherited)
    const canonical = await isCanonical(link)
    if (canonical.kind !== 'ok') return canonical
    return canonical.value ? onCanonical(link.number) : { kind: 'onward', parentHash: link.parentHash }
  }

  const walk = async (head: Hash): Promise<Answer<Verdict>> => {
    const path = [head]
    let hash = reached.get(head) ?? head
    for (let steps = 0; steps < walkLimitBlocks; steps += 1) {
      const found = await look(hash)
      if (found.kind === 'ok') for (const seen of path) verdicts.add(seen, found.value)
      if (found.kind !== 'onward') return found
      hash = found.parentHash
      path.push(hash)
    }
    reached.set(head, hash)
    return answer('unknown')
  }

  const of = async (hash: Hash): Promise<Answer<Verdict>> => {
    if (denials.length === 0) return answer('good')
    const found = await walk(hash)
    return found.kind === 'ok' && found.value === 'unknown' ? unplaced() : found
  }

  const lowestStanding = async (): Promise<Answer<Denial | null>> => {
    for (const denial of denials.toSorted((one, other) => one.number - other.number)) {
      const stands = await isCanonical({ number: denial.number, hash: denial.denied })
      if (stands.kind !== 'ok') return stands
      if (stands.value) return answer(denial)
    }
    return answer(null)
  }

  return {
    of,
    lowestStanding,
    ofPayload: async ({ hash, parentHash, depositsOnly }) => {
      if (has(hash) && !depositsOnly) return answer('denied')
      return of(parentHash)
    },
    has,
    add: (denial, left) => {
      denials = [...denials, denial].slice(-limitDenials)
      verdicts.forgetGood()
      reached.clear()
      verdicts.add(left, 'denied')
    },
  }
}

interface Onward {
  readonly kind: 'onward'
  readonly parentHash: Hash
}

function answer<T>(value: T): { readonly kind: 'ok'; readonly value: T } {
  return { kind: 'ok', value }
}
