import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { main } from '../../src/cli/main.ts'

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const bin = fileURLToPath(new URL('../../src/cli/bin.mjs', import.meta.url))

/** Runs `op-follower` as a process of its own, in an environment of its own. */
export async function opFollower(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return ended(start([bin, ...args], env))
}

/** A Node process that does not outlive its test. */
export function start(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  child.stdout.setEncoding('utf8')
  child.stderr.setEncoding('utf8')
  return child
}

export type Child = ReturnType<typeof start>

export async function ended(child: Child): Promise<Ended> {
  let out = ''
  let err = ''
  child.stdout.on('data', (text: string) => {
    out += text
  })
  child.stderr.on('data', (text: string) => {
    err += text
  })
  await once(child, 'close')
  return { code: child.exitCode, out, err }
}

/** The same without a process: as quick as it gets. */
export async function inProcess(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  let out = ''
  let err = ''
  const terminal = {
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      err += text
    },
  }
  return { code: await main(args, env, terminal), out, err }
}
