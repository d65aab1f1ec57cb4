import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const temporary = mkdtempSync(join(tmpdir(), 'leftovers-'))
afterAll(() => rmSync(temporary, { recursive: true, force: true }))

/** `npm start` as a person types it, with its files where we can count them. */
function start(): ChildProcess {
  const args = ['src/cli/bin.mjs', 'devnet', '--json', '--rpc.port', '0']
  return spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function firstPromotion({ stdout }: ChildProcess): Promise<void> {
  for await (const line of createInterface({ input: stdout! })) {
    if (line.includes('"event":"promoted"')) return
  }
  throw new Error('the network ended before it promoted anything')
}

/** Every process that names our directory in its command line, and every child of the network. */
function processesOf(pid: number): readonly string[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args=']).toString().split('\n')
  return lines.filter((line) => line.includes(temporary) || line.trim().split(/\s+/)[1] === `${pid}`)
}

it.each([
  ['Ctrl-C', 'SIGINT'],
  ['a kill that cannot be caught', 'SIGKILL'],
] as const)('leaves nothing behind after %s', { timeout: 90_000 }, async (_, signal) => {
  const network = start()
  await firstPromotion(network)
  const pids = processesOf(network.pid!).map((line) => Number(line.trim().split(/\s+/)[0]))
  expect(pids.length).toBeGreaterThanOrEqual(4)

  network.kill(signal)
  await once(network, 'exit')
  const left = () => [...pids.filter(isAlive), ...readdirSync(temporary)]
  await expect.poll(left, { timeout: 15_000 }).toEqual([])
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
