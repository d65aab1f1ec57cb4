import { appendFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import * as Schema from 'effect/Schema'
import { onTestFinished } from 'vitest'
import type { OpFollower } from '../../../src/devnet/stock/op-follower.ts'
import { logPath, type Site } from '../../../src/devnet/stock/site.ts'
import { lookEveryMs } from './watch.ts'

/** What `explain` said was in the way, in the order in which it was said first; its log stands with the others. */
export interface ExplainWatch {
  readonly seen: () => readonly Said[]
  readonly has: (code: string, words?: string) => boolean
}

const explanation = Schema.Struct({
  blockers: Schema.Array(
    Schema.Struct({
      code: Schema.String,
      detail: Schema.String,
      expected: Schema.optionalKey(Schema.String),
      seen: Schema.optionalKey(Schema.String),
    }),
  ),
})

type Said = (typeof explanation.Type)['blockers'][number]

export function watchExplain(site: Site, { name, rpc }: OpFollower): ExplainWatch {
  const said: Said[] = []
  const ending = new AbortController()
  const isKnown = ({ code, detail }: Said) =>
    said.some((before) => before.code === code && before.detail === detail)
  const watching = (async () => {
    while (!ending.signal.aborted) {
      const answer = await rpc.attempt(explanation, 'follower_explain')
      const fresh = (answer?.blockers ?? []).filter((blocker) => !isKnown(blocker))
      said.push(...fresh)
      await appendFile(logPath(site, `${name}-explain`), fresh.map(lineOf).join(''))
      await sleep(lookEveryMs)
    }
  })()
  onTestFinished(async () => {
    ending.abort()
    await watching
  })
  return {
    seen: () => said,
    has: (code, words = '') => said.some((one) => one.code === code && wordsOf(one).includes(words)),
  }
}

function lineOf(said: Said): string {
  return `${new Date().toISOString()} ${said.code}: ${wordsOf(said)}\n`
}

function wordsOf({ detail, expected, seen }: Said): string {
  return expected === undefined ? detail : `${detail}; expected ${expected}, seen ${seen}`
}
