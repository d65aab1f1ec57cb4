import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { type BlockRef, sameBlock } from '../../../machines/values.ts'

/** A head as somebody outside saw it, and since when. */
export interface Sighting extends BlockRef {
  readonly atMs: number
}

/** Looks again and again at heads that move, and remembers each different value of each. */
export interface Watch<Label extends string> {
  /** Oldest first; no two in a row are equal. */
  readonly seen: (label: Label) => readonly Sighting[]
  readonly newest: (label: Label) => Sighting | null
  /** From now on everything before is forgotten, but for what is seen now. */
  readonly forget: () => void
  readonly end: () => Promise<void>
}

type Look<Label extends string> = () => Promise<Readonly<Record<Label, BlockRef | null>> | null>

export const lookEveryMs = 100

/** Ends with the test at the latest. An end that does not answer is no sighting. */
export function watchHeads<Label extends string>(labels: readonly Label[], look: Look<Label>): Watch<Label> {
  const seen = new Map<Label, Sighting[]>(labels.map((label) => [label, []]))
  const ending = new AbortController()
  const note = (heads: Readonly<Record<Label, BlockRef | null>>) => {
    const atMs = Date.now()
    for (const label of labels) {
      const head = heads[label]
      const sightings = seen.get(label)!
      if (head === null || sameBlock(head, sightings.at(-1) ?? null)) continue
      sightings.push({ number: head.number, hash: head.hash, atMs })
    }
  }
  const watching = (async () => {
    while (!ending.signal.aborted) {
      const startedMs = Date.now()
      const heads = await look()
      if (heads !== null) note(heads)
      await sleep(Math.max(0, startedMs + lookEveryMs - Date.now()))
    }
  })()
  const end = async () => {
    ending.abort()
    await watching
  }
  onTestFinished(end)
  return {
    seen: (label) => seen.get(label)!,
    newest: (label) => seen.get(label)!.at(-1) ?? null,
    forget: () => {
      for (const sightings of seen.values()) sightings.splice(0, sightings.length - 1)
    },
    end,
  }
}
