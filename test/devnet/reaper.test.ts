import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const reaperPath = fileURLToPath(new URL('../../src/devnet/reaper/reaper.ts', import.meta.url))
const workspacePath = fileURLToPath(new URL('../../src/devnet/workspace.ts', import.meta.url))

/** A parent with a workspace and a child that would never end by itself; prints what it started. */
const parent = `
  import { spawn } from 'node:child_process'
  import { startReaper } from '${reaperPath}'
  import { openWorkspace } from '${workspacePath}'
  const { root } = await openWorkspace()
  const reaper = startReaper(root)
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  reaper.watch(child.pid)
  console.log(JSON.stringify({ root, reaper: reaper.pid, child: child.pid }))
  setInterval(() => {}, 1000)
`

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function startParent(): Promise<{
  process: ChildProcess
  root: string
  reaper: number
  child: number
}> {
  const started = spawn(process.execPath, ['--input-type=module-typescript', '-e', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(started.stdout, 'data')) as [Buffer]
  return { process: started, ...JSON.parse(line.toString()) }
}

it('leaves neither a process nor a file when the network is killed outright', {
  timeout: 20_000,
}, async () => {
  const { process: started, root, reaper, child } = await startParent()
  expect(existsSync(root) && isAlive(child) && isAlive(reaper)).toBe(true)
  started.kill('SIGKILL')
  await expect
    .poll(() => isAlive(child) || isAlive(reaper) || existsSync(root), { timeout: 10_000 })
    .toBe(false)
})
