import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createInterface, type Interface } from 'node:readline'

export interface AnvilOptions {
  readonly chainId: number
  /** Without it blocks are mined only on `evm_mine` and for transactions. */
  readonly blockTimeSeconds?: number
  /** Anvil's `finalized` stands two epochs behind its latest block. */
  readonly slotsInAnEpoch?: number
  /** By name; without it anvil's newest. */
  readonly hardfork?: string
  /** An L2 then, which takes deposit transactions. */
  readonly optimism?: boolean
  /** A file in geth's format that says what block 0 is; without it anvil makes one up. */
  readonly genesisPath?: string
  /** 0 for an ephemeral port. */
  readonly port: number
  /** Called before anything is waited for, so that somebody can see to its end. */
  readonly onSpawn?: (pid: number) => void
}

export interface Anvil {
  readonly url: string
  readonly pid: number
  /** Resolves when the process is gone. May be called more than once. */
  readonly stop: () => Promise<void>
}

const startDeadlineMs = 20_000

/** Starts an L1 of our own: a real anvil process that listens on loopback. */
export async function startAnvil(options: AnvilOptions): Promise<Anvil> {
  const child = spawn(anvilPath(), anvilArguments(options), { stdio: ['ignore', 'pipe', 'pipe'] })
  if (child.pid !== undefined) options.onSpawn?.(child.pid)
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  const stop = async () => {
    kill()
    await gone
    process.removeListener('exit', kill)
  }
  try {
    const url = await listening(child)
    return { url, pid: child.pid!, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function anvilArguments(options: AnvilOptions): string[] {
  const args = ['--host', '127.0.0.1', '--port', `${options.port}`, '--chain-id', `${options.chainId}`]
  if (options.blockTimeSeconds !== undefined) args.push('--block-time', `${options.blockTimeSeconds}`)
  if (options.slotsInAnEpoch !== undefined) args.push('--slots-in-an-epoch', `${options.slotsInAnEpoch}`)
  if (options.hardfork !== undefined) args.push('--hardfork', options.hardfork)
  if (options.optimism === true) args.push('--optimism')
  if (options.genesisPath !== undefined) args.push('--init', options.genesisPath)
  return args
}

/** Anvil is an optional dependency, because its binary exists only for some platforms; elsewhere it is on the PATH. */
function anvilPath(): string {
  try {
    return createRequire(import.meta.url).resolve('@foundry-rs/anvil-linux-amd64/bin/anvil')
  } catch {
    return 'anvil'
  }
}

/** Anvil says on stdout where it listens, and goes on writing there, so the pipes are drained for its lifetime. */
function listening(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! })
  const complaints = lastLines(createInterface({ input: child.stderr! }), 5)
  return new Promise((resolve, reject) => {
    const fail = (seen: string) => {
      clearTimeout(deadline)
      reject(new Error(`anvil did not start: ${seen} ${complaints().join(' ')}`))
    }
    const deadline = setTimeout(() => fail(`silent for ${startDeadlineMs} ms.`), startDeadlineMs)
    lines.on('line', (line) => {
      const address = /^Listening on (\S+)/.exec(line)?.[1]
      if (address === undefined) return
      clearTimeout(deadline)
      resolve(`http://${address}`)
    })
    child.once('error', ({ message }) =>
      fail(`${message}; npm brings it to Linux on x64, Foundry elsewhere.`),
    )
    child.once('close', (code) => fail(`ended with code ${code}.`))
  })
}

function lastLines(lines: Interface, limitLines: number): () => readonly string[] {
  const kept: string[] = []
  lines.on('line', (line) => {
    kept.push(line)
    if (kept.length > limitLines) kept.shift()
  })
  return () => kept
}
