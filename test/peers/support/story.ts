import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished, type TestContext } from 'vitest'
import { buildPrograms } from '../../../src/devnet/stock/programs/build.ts'
import { stockPrograms } from '../../../src/devnet/stock/programs/packages.ts'
import { openSite, type Site } from '../../../src/devnet/stock/site.ts'
import { until } from '../../../src/devnet/stock/until.ts'

/** A place for one network. Its programs end with the test; their logs stay when the test fails. */
export interface Story extends Site {
  /** Looks until there is something, and answers it; fails at once when a program ends by itself. */
  readonly until: <T>(what: string, look: Look<T>, deadlineMs?: number) => Promise<T>
}

type Look<T> = () => Promise<T | null | undefined | false> | T | null | undefined | false

const patienceMs = 120_000
const keptLogs = join(import.meta.dirname, '../../../node_modules/.cache/op-follower-peers')

export async function openStory({ task }: TestContext): Promise<Story> {
  const programs = await buildPrograms({ names: stockPrograms })
  if (programs.kind !== 'ready') throw new Error(`no stock programs: ${programs.detail}`)
  const site = await openSite(programs.paths)
  const kept = join(keptLogs, task.name.replaceAll(/\W+/g, '-'))
  onTestFinished(async () => {
    await rm(kept, { recursive: true, force: true })
    if (task.result?.state === 'fail') {
      await cp(site.logDirectory, kept, { recursive: true })
      console.error(`the logs of its programs are in ${kept}`)
    }
    await site.close()
  })
  return {
    ...site,
    until: (what, look, deadlineMs = patienceMs) => until(what, look, { deadlineMs, signal: site.broken }),
  }
}
