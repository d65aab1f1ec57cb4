export interface InTurnOptions<Source, Given> {
  readonly sources: readonly Source[]
  /** For all of them; each has an equal share, so that a silent one leaves time for the next. */
  readonly deadlineMs: number
  readonly ask: (source: Source, signal: AbortSignal) => Promise<Given>
  readonly suffices: (given: Given) => boolean
  readonly signal: AbortSignal
}

/** Asks one after the other until an answer suffices. Gives every answer; the last alone may suffice. */
export async function inTurn<Source, Given>(
  options: InTurnOptions<Source, Given>,
): Promise<readonly Given[]> {
  const { sources, deadlineMs, ask, suffices, signal } = options
  const shareMs = Math.floor(deadlineMs / sources.length)
  const given: Given[] = []
  for (const source of sources) {
    const answer = await ask(source, AbortSignal.any([signal, AbortSignal.timeout(shareMs)]))
    given.push(answer)
    if (suffices(answer)) break
  }
  return given
}
