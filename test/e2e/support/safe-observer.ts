import { setTimeout as sleep } from 'node:timers/promises'
import { type BlockRef, sameBlock } from '../../../machines/values.ts'
import { createExecutionClient } from '../../../src/adapters/execution-client/client.ts'
import { readJwtSecret } from '../../../src/adapters/execution-client/jwt-secret.ts'

/** Somebody outside who knows nothing but the client's `safe`, and never looks away. */
export interface SafeObserver {
  /** Every value seen, in order, without repetition. */
  readonly seen: () => readonly BlockRef[]
  /** Why what was seen is not right: a block nobody may promote, or a step back. Empty when it is. */
  readonly violations: (mayBePromoted: (block: BlockRef) => boolean) => readonly string[]
  readonly close: () => Promise<void>
}

const pollIntervalMs = 3
const callDeadlineMs = 5_000

export async function observeSafe(client: { url: string; jwtSecretPath: string }): Promise<SafeObserver> {
  const jwtSecret = await readJwtSecret(client.jwtSecretPath)
  const port = createExecutionClient({ url: client.url, jwtSecret, deadlineMs: callDeadlineMs })
  const closing = new AbortController()
  const seen: BlockRef[] = []
  const watching = watch(async () => {
    const answer = await port.block({ tag: 'safe' }, closing.signal)
    if (answer.kind !== 'ok' || answer.value === null) return
    const { number, hash } = answer.value
    if (!sameBlock({ number, hash }, seen.at(-1) ?? null)) seen.push({ number, hash })
  }, closing.signal)
  return {
    seen: () => seen,
    violations: (mayBePromoted) =>
      seen.flatMap((block, index) => flawOf(block, seen[index - 1], mayBePromoted)),
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

function flawOf(
  { number, hash }: BlockRef,
  before: BlockRef | undefined,
  mayBePromoted: (block: BlockRef) => boolean,
): readonly string[] {
  const flaws: string[] = []
  if (!mayBePromoted({ number, hash })) flaws.push(`${number} ${hash} must not be safe`)
  if (before !== undefined && before.number >= number)
    flaws.push(`${before.number} was followed by ${number}`)
  return flaws
}
