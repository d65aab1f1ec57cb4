import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { buildPrograms } from '../../../src/devnet/stock/programs/build.ts'

/** Stands for Go: says what it is, and takes a moment to write down how often it was asked to build. */
const goInItsPlace = `#!/bin/sh
case "$1" in
  env) echo go1.99 someos somearch ;;
  build) echo "$4" >> "$BUILT"; sleep 0.2; echo built > "$3" ;;
esac
`

let directory = ''

beforeEach(async () => {
  const made = await mkdtemp(join(tmpdir(), 'stock-programs-'))
  directory = made
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await rm(made, { recursive: true, force: true })
  })
  vi.stubEnv('OP_FOLLOWER_PEERS_CACHE', join(made, 'cache'))
  vi.stubEnv('BUILT', join(made, 'built'))
})

async function installGo(script: string): Promise<void> {
  await writeFile(join(directory, 'go'), script, { mode: 0o755 })
  vi.stubEnv('PATH', `${directory}${delimiter}${process.env.PATH}`)
}

describe('the stock programs', () => {
  it('are built once, also for two who want them at one time', async () => {
    await installGo(goInItsPlace)
    const built: string[] = []
    const build = () => buildPrograms({ names: ['op-node', 'op-geth'], onBuild: (name) => built.push(name) })

    const [one, other] = await Promise.all([build(), build()])
    expect(one).toMatchObject({ kind: 'ready', paths: { 'op-node': expect.stringContaining(directory) } })
    expect(other).toEqual(one)
    expect(await build()).toEqual(one)
    expect(built).toEqual(['op-node', 'op-geth'])
  })

  it('say why they were not built, and leave nothing that looks complete', async () => {
    await installGo(goInItsPlace.replace('echo built', 'echo "no such version" >&2; exit 1; echo'))
    const programs = await buildPrograms({ names: ['op-node'] })
    expect(programs).toMatchObject({ kind: 'not-built', detail: expect.stringContaining('no such version') })
    const left = await readdir(join(directory, 'cache'))
    expect(left.filter((name) => name.startsWith('op-node'))).toEqual([])
  })

  it('are not there without Go', async () => {
    vi.stubEnv('PATH', '')
    expect(await buildPrograms({ names: ['op-node'] })).toMatchObject({ kind: 'no-go' })
  })
})
