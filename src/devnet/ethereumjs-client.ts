import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createJsonRpc } from '../adapters/json-rpc/client.ts'
import { freePort } from './free-port.ts'

export interface EthereumjsClientOptions {
  /** Kept between starts of the same chain; created when it is missing. */
  readonly dataDir: string
  /** In geth's format. */
  readonly genesis: object
  readonly jwtSecretPath: string
  /** Given to start again where it was; otherwise free ones are chosen. */
  readonly ports?: EthereumjsClientPorts
  /** Called before anything is waited for, so that somebody can see to its end. */
  readonly onSpawn?: (pid: number) => void
}

export interface EthereumjsClientPorts {
  readonly engine: number
  readonly rpc: number
  readonly p2p: number
}

export interface EthereumjsClient {
  /** The Engine API and the few `eth_` methods that go with it; needs the JWT. */
  readonly url: string
  /** The public `eth_` methods, without authentication. */
  readonly rpcUrl: string
  readonly ports: EthereumjsClientPorts
  readonly pid: number
  /** Kills the process at once, as a crash would, and waits until it is gone. May be called more than once. */
  readonly stop: () => Promise<void>
}

const startDeadlineMs = 30_000

/** Starts a real execution client as a child process on loopback, and resolves when it answers. */
export async function startEthereumjsClient(options: EthereumjsClientOptions): Promise<EthereumjsClient> {
  const ports = options.ports ?? { engine: await freePort(), rpc: await freePort(), p2p: await freePort() }
  const genesisPath = await writeGenesis(options)
  const child = spawn(process.execPath, [clientPath(), ...clientArguments(options, genesisPath, ports)], {
    // It writes a log beside wherever it runs, whatever it is told.
    cwd: options.dataDir,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (child.pid !== undefined) options.onSpawn?.(child.pid)
  const output = lastOutput(child, 4_000)
  const stop = stopper(child)
  const url = `http://127.0.0.1:${ports.engine}`
  const rpcUrl = `http://127.0.0.1:${ports.rpc}`
  try {
    await answering(rpcUrl, child)
    await answering(url, child)
  } catch (cause) {
    await stop()
    throw new Error(`the execution client did not start, its last words: ${output()}`, { cause })
  }
  return { url, rpcUrl, ports, pid: child.pid!, stop }
}

async function writeGenesis({ dataDir, genesis }: EthereumjsClientOptions): Promise<string> {
  await mkdir(dataDir, { recursive: true })
  const path = join(dataDir, 'genesis.json')
  await writeFile(path, JSON.stringify(genesis))
  return path
}

/** Its devp2p port cannot be bound to loopback; without peers and discovery nobody is answered there. */
function clientArguments(
  { dataDir, jwtSecretPath }: EthereumjsClientOptions,
  genesisPath: string,
  ports: EthereumjsClientPorts,
): string[] {
  return [
    ['--gethGenesis', genesisPath],
    ['--dataDir', dataDir],
    ['--rpc', '--rpcAddr', '127.0.0.1', '--rpcPort', `${ports.rpc}`],
    ['--rpcEngine', '--rpcEngineAddr', '127.0.0.1', '--rpcEnginePort', `${ports.engine}`],
    ['--rpcEngineAuth', '--jwtSecret', jwtSecretPath],
    ['--port', `${ports.p2p}`, '--maxPeers', '0', '--minPeers', '0'],
    ['--discV4=false', '--discDns=false', '--logFile=false'],
  ].flat()
}

/** The package has no exports map; its command line program stands beside its main file. */
function clientPath(): string {
  const require = createRequire(import.meta.url)
  try {
    return join(dirname(require.resolve('@ethereumjs/client/package.json')), 'dist/esm/bin/cli.js')
  } catch (cause) {
    throw new Error('the package @ethereumjs/client is not installed: run npm ci with optional packages', {
      cause,
    })
  }
}

function stopper(child: ChildProcess): () => Promise<void> {
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  return async () => {
    kill()
    await gone
    process.removeListener('exit', kill)
  }
}

/** A port that asks for a token is as good an answer as a result. */
async function answering(url: string, child: ChildProcess): Promise<void> {
  const rpc = createJsonRpc({ url, deadlineMs: 1_000, maxResponseBytes: 10_000 })
  const deadline = AbortSignal.timeout(startDeadlineMs)
  while (child.exitCode === null && child.signalCode === null) {
    const { kind } = await rpc.request('eth_chainId', [], deadline)
    if (kind === 'ok' || kind === 'unauthorized') return
    await sleep(50, undefined, { signal: deadline })
  }
  throw new Error(`it ended with ${child.exitCode ?? child.signalCode}`)
}

/** The pipes must be read for as long as the process lives; their end is kept for the error message. */
function lastOutput(child: ChildProcess, limitChars: number): () => string {
  let kept = ''
  const keep = (chunk: Buffer) => {
    kept = (kept + chunk.toString()).slice(-limitChars)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  return () => kept
}
