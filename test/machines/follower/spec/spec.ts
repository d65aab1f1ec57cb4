import { assign, type SnapshotFrom, setup } from 'xstate'

/**
 * What a follower owes the world, said again from the words of design §2 and §6, without a
 * thought of how it is done: one attester, two heights, promotions that happen at once.
 */

export type SpecEvent =
  /** The attester says that block n of our chain is cross-safe. */
  | { readonly type: 'attest'; readonly n: number }
  /** It says so of what our block n is without its transactions: that one was replaced. */
  | { readonly type: 'replace'; readonly n: number }
  /** It says so of another block 2, under an L1 view that is canonical, or that was reorged away. */
  | { readonly type: 'lie'; readonly view: 'canonical' | 'orphaned' }
  /** Our node has derived up to block n; less than before after a reset. */
  | { readonly type: 'derive'; readonly n: number }
  /** L1 and our node have finalized block n and its L1 view. */
  | { readonly type: 'finalize'; readonly n: number }
  | { readonly type: 'engine'; readonly up: boolean }
  | { readonly type: 'acknowledge' }
  /** L1 was reorganised from below block 1 on: another chain is derived up to block 2, and no view of ours stands. */
  | { readonly type: 'reorg' }

export interface SpecContext {
  readonly attested: readonly number[]
  /** The block that was replaced, if one was. */
  readonly replaced: number | null
  readonly lie: 'none' | 'canonical' | 'orphaned' | 'discarded'
  readonly derived: number
  readonly final: number
  readonly engineUp: boolean
  /** Heads that were promoted and stand, ascending; block 0 is the trusted base. */
  readonly promoted: readonly number[]
  readonly finalized: number
  readonly halted: boolean
  readonly reorged: boolean
}

export const specMachine = setup({
  types: { context: {} as SpecContext, events: {} as SpecEvent },
  actions: { live: assign(({ context, event }) => settle(happens(context, event))) },
  guards: { isPossible: ({ context, event }) => isPossible(context, event) },
}).createMachine({
  context: {
    attested: [],
    replaced: null,
    lie: 'none',
    derived: 0,
    final: 0,
    engineUp: true,
    promoted: [0],
    finalized: 0,
    halted: false,
    reorged: false,
  },
  on: { '*': { guard: 'isPossible', actions: 'live' } },
})

export type SpecSnapshot = SnapshotFrom<typeof specMachine>

export const specEvents: readonly SpecEvent[] = [
  { type: 'attest', n: 1 },
  { type: 'attest', n: 2 },
  { type: 'replace', n: 1 },
  { type: 'replace', n: 2 },
  { type: 'lie', view: 'canonical' },
  { type: 'lie', view: 'orphaned' },
  { type: 'derive', n: 0 },
  { type: 'derive', n: 1 },
  { type: 'derive', n: 2 },
  { type: 'finalize', n: 1 },
  { type: 'finalize', n: 2 },
  { type: 'engine', up: false },
  { type: 'engine', up: true },
  { type: 'acknowledge' },
  { type: 'reorg' },
]

/** A node never derives less than it finalized; two statements of one signer for one height are another story. */
function isPossible(context: SpecContext, event: SpecEvent): boolean {
  if (context.reorged) return false
  switch (event.type) {
    case 'attest':
      return (
        !context.attested.includes(event.n) && event.n !== context.replaced && !contradicts(context, event)
      )
    case 'replace':
      return context.replaced === null && event.n > context.final && !speaksFrom(context, event.n)
    case 'lie':
      return context.replaced === null && !speaksFrom(context, 2)
    case 'derive':
      return event.n !== context.derived && event.n >= context.final
    case 'finalize':
      return event.n > context.final && event.n <= context.derived && event.n < differsAt(context)
    case 'engine':
      return event.up !== context.engineUp
    case 'acknowledge':
      return context.halted
    case 'reorg':
      return context.engineUp && !context.halted && !speaksOfOthers(context) && safe(context) > 0
  }
}

function happens(context: SpecContext, event: SpecEvent): SpecContext {
  switch (event.type) {
    case 'attest':
      return { ...context, attested: [...context.attested, event.n].sort((a, b) => a - b) }
    case 'replace':
      return { ...context, replaced: event.n }
    case 'lie':
      return { ...context, lie: context.lie === 'discarded' ? 'discarded' : event.view }
    case 'derive':
      return { ...context, derived: event.n }
    case 'finalize':
      return { ...context, final: event.n }
    case 'engine':
      return { ...context, engineUp: event.up }
    case 'acknowledge':
      return { ...context, halted: false, lie: 'discarded' }
    case 'reorg':
      return context.finalized > 0
        ? { ...context, reorged: true, halted: true }
        : { ...context, reorged: true, derived: 2, promoted: [0] }
  }
}

/**
 * Halted means halted; a client that is down is not written to. Finality that is owed to what
 * stands is paid first; then the highest block of our own is promoted; then whatever is right above it
 * and another one is judged, and what is higher up waits for that.
 */
function settle(context: SpecContext): SpecContext {
  if (context.halted || context.reorged || !context.engineUp) return context
  const grown = promote(finalize(context))
  const isRightAbove = (n: number) => n === safe(grown) + 1 && n <= grown.derived
  if (grown.lie === 'canonical' && isRightAbove(2)) return { ...grown, halted: true }
  if (grown.replaced === null || !isRightAbove(grown.replaced)) return grown
  // The node has dropped what it derived on the replaced block.
  const { replaced } = grown
  return finalize({ ...grown, derived: replaced, promoted: [...grown.promoted, replaced] })
}

function promote(context: SpecContext): SpecContext {
  const isOurs = (n: number) => context.replaced === null || n < context.replaced || isReplaced(context)
  const next = context.attested.filter((n) => n <= context.derived && n > safe(context) && isOurs(n)).at(-1)
  return next === undefined ? context : finalize({ ...context, promoted: [...context.promoted, next] })
}

function isReplaced({ replaced, promoted }: SpecContext): boolean {
  return replaced !== null && promoted.includes(replaced)
}

function finalize(context: SpecContext): SpecContext {
  const highest = context.promoted.filter((n) => n <= context.final).at(-1)!
  return { ...context, finalized: Math.max(highest, context.finalized) }
}

export type SpecClass = 'halted' | 'holding' | 'awaitingDerivation' | 'awaitingAttestation'

/** What a person can see of it. */
export function observable(context: SpecContext): { state: SpecClass; safe: number; finalized: number } {
  return { state: classOf(context), safe: safe(context), finalized: context.finalized }
}

function classOf(context: SpecContext): SpecClass {
  const { halted, engineUp, derived, attested } = context
  if (halted) return 'halted'
  // What was attested under views that are gone is held until the attester speaks under new ones; and
  // what differs higher up until the block right above is attested too.
  if (!engineUp || context.reorged || differsAt(context) <= derived) return 'holding'
  const waiting = speaksOfOthers(context) ? [...attested, differsAt(context)] : attested
  return waiting.some((n) => n > derived && n > safe(context)) ? 'awaitingDerivation' : 'awaitingAttestation'
}

function contradicts(context: SpecContext, { n }: { readonly n: number }): boolean {
  return n === 2 && holdsLie(context)
}

/** The attester has spoken of this height or one above it, on a chain on which the block was not replaced. */
function speaksFrom(context: SpecContext, n: number): boolean {
  return holdsLie(context) || context.attested.some((attested) => attested >= n) || safe(context) >= n
}

/** An attested block that is not ours stands, or stood. */
function speaksOfOthers(context: SpecContext): boolean {
  return holdsLie(context) || (context.replaced !== null && !isReplaced(context))
}

function differsAt(context: SpecContext): number {
  if (holdsLie(context)) return 2
  return context.replaced === null || isReplaced(context) ? Number.POSITIVE_INFINITY : context.replaced
}

function holdsLie({ lie }: SpecContext): boolean {
  return lie === 'canonical' || lie === 'orphaned'
}

function safe({ promoted }: SpecContext): number {
  return promoted.at(-1)!
}
