import type { BlockRef } from '../values.ts'
import { sourceRefusal, statementRefusal } from './changes.ts'
import type { AttesterContext, AttesterTrouble, Refusal } from './context.ts'
import type { ExamineOutcome, PublishingOutcome, SignOutcome, Work } from './outcomes.ts'
import type { AttesterEmitted } from './setup.ts'

/** What the chart hands to its guards, actions and actors, read from the event and the context. */

interface Scope {
  readonly context: AttesterContext
}
interface Done<Outcome> {
  readonly event: { readonly output: Outcome }
}
interface Failed {
  readonly event: { readonly error: unknown }
}

export function outcomeOf<Outcome>({ event }: Done<Outcome>): { outcome: Outcome } {
  return { outcome: event.output }
}

export function workOf({ context: { work } }: Scope): Work {
  if (work === null) throw new Error('an actor was started without work')
  return work
}

export function refusedSource(): Refusal {
  return sourceRefusal
}

export function refusedStatement({ context, event }: Scope & Done<ExamineOutcome>): Refusal {
  return statementRefusal(context, event.output)
}

export function troubleAt(at: string) {
  return ({ event }: Done<{ kind: string; detail?: string }>): AttesterTrouble => ({
    at,
    kind: event.output.kind,
    detail: event.output.detail ?? 'an outcome that the chart does not know',
  })
}

export function overdueAt(at: string) {
  return (): AttesterTrouble => ({ at, kind: 'timed-out', detail: 'it did not end by its deadline' })
}

export function defectAt(at: string) {
  return ({ event: { error } }: Failed): AttesterTrouble => ({
    at,
    kind: 'defect',
    detail: error instanceof Error ? error.message : String(error),
  })
}

export function refusalOf({ context: { refusal } }: Scope): AttesterEmitted {
  if (refusal === null) throw new Error('nothing was refused')
  return { type: 'refused', refusal }
}

export function troubleOf({ context: { trouble } }: Scope): AttesterEmitted {
  if (trouble === null) throw new Error('there was no trouble')
  return { type: 'trouble', trouble }
}

export function attested(args: Scope & Done<SignOutcome>): AttesterEmitted {
  const { outcome } = outcomeOf(args)
  const { l1View, occasion, ...block } = workOf(args)
  const issuedAtMs = outcome.kind === 'signed' ? outcome.issuedAtMs : 0
  return { type: 'attested', block: refOf(block), l1View, issuedAtMs, occasion }
}

export function published(args: Scope & Done<PublishingOutcome>): AttesterEmitted {
  const { outcome } = outcomeOf(args)
  const { occasion, ...block } = workOf(args)
  const [recipients, problems] = outcome.kind === 'reached' ? [outcome.recipients, outcome.problems] : [0, []]
  return { type: 'published', block: refOf(block), occasion, recipients, problems }
}

function refOf({ number, hash }: BlockRef): BlockRef {
  return { number, hash }
}
