import type { ClockPort } from '../../ports/clock.ts'
import type { Answer, Trouble } from '../../ports/trouble.ts'
import type { Endpoint } from './endpoint.ts'
import { mostTelling } from './most-telling.ts'
import { createRest, type Rest } from './rest.ts'

/** What one endpoint is asked; a lie is `malformed`, and counts like no answer. */
type Question<T> = (endpoint: Endpoint, signal: AbortSignal) => Promise<Answer<T>>

/** Several endpoints of one L1 that stand in for each other. */
export interface Endpoints {
  readonly name: string
  /**
   * The first good answer, in the order in which the endpoints were named; whoever fails is passed over
   * and rests. Of those that rest one is asked, and only when nobody else answered. An answer that is not
   * `final` is given when nobody has a final one.
   */
  readonly ask: <T>(
    question: Question<T>,
    signal: AbortSignal,
    isFinal?: (value: T) => boolean,
  ) => Promise<Answer<T>>
}

export interface EndpointsOptions {
  readonly endpoints: readonly Endpoint[]
  /** Null while it is not known which chain it has to be. */
  readonly chainId: () => number | null
  readonly clock: ClockPort
}

export function createEndpoints({ endpoints, chainId, clock }: EndpointsOptions): Endpoints {
  const seats = endpoints.map((endpoint) => ({ endpoint, rest: createRest(clock) }))
  return {
    name: endpoints.map(({ name }) => name).join(', '),
    ask: async (question, signal, isFinal = () => true) => {
      const { awake, next } = inTurn(seats, clock.nowMs())
      const ask = (seat: Seat) => askOne(seat, chainId(), question, signal)
      const first = await firstFinal(awake, ask, isFinal, signal)
      if (first.answer !== null) return first.answer
      const second = await firstFinal(next, ask, isFinal, signal)
      return second.answer ?? mostTelling([...first.troubles, ...second.troubles])
    },
  }
}

interface Seat {
  readonly endpoint: Endpoint
  readonly rest: Rest
}

/** Those who are awake, and of the others the one whose rest is over first. */
function inTurn(seats: readonly Seat[], nowMs: number) {
  const awake = seats.filter(({ rest }) => rest.untilMs() <= nowMs)
  const resting = seats.filter((seat) => !awake.includes(seat))
  const next = resting.toSorted((a, b) => a.rest.untilMs() - b.rest.untilMs()).slice(0, 1)
  return { awake, next }
}

async function firstFinal<T>(
  seats: readonly Seat[],
  ask: (seat: Seat) => Promise<Answer<T>>,
  isFinal: (value: T) => boolean,
  signal: AbortSignal,
) {
  const troubles: Trouble[] = []
  let answer: Answer<T> | null = null
  for (const seat of seats) {
    if (signal.aborted) break
    const given = await ask(seat)
    if (given.kind !== 'ok') troubles.push(given)
    else if (isFinal(given.value)) return { answer: given, troubles }
    else answer ??= given
  }
  return { answer, troubles }
}

/** A call that its caller gave up says nothing about the endpoint. */
async function askOne<T>(
  { endpoint, rest }: Seat,
  chainId: number | null,
  question: Question<T>,
  signal: AbortSignal,
): Promise<Answer<T>> {
  const stranger = chainId === null ? null : await endpoint.otherChain(chainId, signal)
  const answer = stranger ?? (await question(endpoint, signal))
  if (answer.kind === 'ok') rest.answered()
  else if (!signal.aborted) rest.failed()
  return answer
}
