import { setTimeout as sleep } from 'node:timers/promises'
import { type BlockRef, sameBlock } from '../../../machines/values.ts'
import { createExecutionClient } from '../../../src/adapters/execution-client/client.ts'
import { readJwtSecret } from '../../../src/adapters/execution-client/jwt-secret.ts'

/** Somebody outside who knows the client's `safe` and what was said on the wire, and never looks away. */
export interface SafeObserver {
  /** Every value seen, in order, without repetition. */
  readonly seen: () => readonly BlockRef[]
  /** What was wrong with a value when it was seen: nobody might promote it yet, or it was a step back. */
  readonly violations: () => readonly string[]
  readonly close: () => Promise<void>
}

export interface SafeObserverOptions {
  readonly url: string
  readonly jwtSecretPath: string
  /** Asked at the moment a block is seen. */
  readonly mayBePromoted: (block: BlockRef) => boolean
}

const pollIntervalMs = 3
const callDeadlineMs = 5_000

export async function observeSafe({
  url,
  jwtSecretPath,
  mayBePromoted,
}: SafeObserverOptions): Promise<SafeObserver> {
  const client = createExecutionClient({
    url,
    jwtSecret: await readJwtSecret(jwtSecretPath),
    deadlineMs: callDeadlineMs,
  })
  const closing = new AbortController()
  const seen: BlockRef[] = []
  const violations: string[] = []
  const watching = watch(async () => {
    const answer = await client.block({ tag: 'safe' }, closing.signal)
    if (answer.kind !== 'ok' || answer.value === null) return
    const { number, hash } = answer.value
    const before = seen.at(-1) ?? null
    if (sameBlock({ number, hash }, before)) return
    seen.push({ number, hash })
    if (!mayBePromoted({ number, hash })) violations.push(`${number} ${hash} must not be safe yet`)
    if (before !== null && before.number >= number)
      violations.push(`${before.number} was followed by ${number}`)
  }, closing.signal)
  return {
    seen: () => seen,
    violations: () => violations,
    close: async () => {
      closing.abort()
      await watching
    },
  }
}

async function watch(look: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await look()
    await sleep(pollIntervalMs)
  }
}
