import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { openAttesterStore } from '../../src/adapters/sqlite/attester-store.ts'
import { openFollowerStore } from '../../src/adapters/sqlite/follower-store.ts'
import { block } from '../contracts/store-values.ts'

/** Two at a time, so that one process starts while the other is examined. */
const lanes = 2
const killsPerLane = 10
const writesBeforeKillAtMost = 120

/** Lets the writer work from a height on and kills it after so many acknowledgements, wherever it is then. */
async function writeUntilKilled(dataDir: string, from: number, acknowledgements: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), dataDir, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk
    if (said.split('\n').length > acknowledgements) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return said.split('\n').slice(0, -1)
}

function last(lines: readonly string[], word: string): number | null {
  const line = lines.findLast((each) => each.startsWith(`${word} `))
  return line === undefined ? null : Number(line.split(' ')[1])
}

function expectWhole(file: string): void {
  const db = new DatabaseSync(file)
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  db.close()
}

/** Answers the highest height that is promoted now. */
function examine(dataDir: string, lines: readonly string[], before: number): number {
  expectWhole(join(dataDir, 'follower', 'follower.sqlite'))
  expectWhole(join(dataDir, 'attester', 'attester.sqlite'))
  const follower = openFollowerStore({ dataDir: join(dataDir, 'follower') })
  const attester = openAttesterStore({ dataDir: join(dataDir, 'attester') })
  const { crossSafe, attestations, pendingPromotion } = follower.load()
  const reached = crossSafe?.number ?? 0
  const pending = pendingPromotion?.number ?? reached
  const written = Math.max(...attestations.map(({ number }) => number), 0)
  expect(reached).toBeGreaterThanOrEqual(last(lines, 'promoted') ?? before)
  expect(pending).toBeGreaterThanOrEqual(last(lines, 'intended') ?? before)
  expect(written).toBeGreaterThanOrEqual(last(lines, 'attested') ?? before)
  expect(follower.journal(1)[0]?.fact).toMatchObject({ kind: 'promoted', safe: block(reached) })
  for (let number = before + 1; number <= (last(lines, 'signing') ?? before); number++) {
    expect(attester.intentsAt(number)).toHaveLength(1)
  }
  follower.close()
  attester.close()
  return reached
}

async function killAgainAndAgain(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'op-follower-crash-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  let reached = 0
  for (let kill = 0; kill < killsPerLane; kill++) {
    const lines = await writeUntilKilled(
      dataDir,
      reached + 1,
      Math.ceil(Math.random() * writesBeforeKillAtMost),
    )
    reached = examine(dataDir, lines, reached)
  }
  expect(reached).toBeGreaterThan(killsPerLane)
}

test(`every acknowledged write survives ${lanes * killsPerLane} kills at random moments`, {
  timeout: 60_000,
}, async () => {
  await Promise.all(Array.from({ length: lanes }, killAgainAndAgain))
})
