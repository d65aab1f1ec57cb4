import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { BlockRef } from '../../machines/values.ts'
import { decodeL1ChainConfig } from '../../src/derive/config/decode-l1-chain-config.ts'
import { decodeRollupConfig } from '../../src/derive/config/decode-rollup-config.ts'
import type { Rules } from '../../src/derive/rules.ts'
import type { Decoded } from '../../src/wire/decoded.ts'

/** A client by its authenticated port. */
export interface ClientAt {
  readonly url: string
  /** 32 bytes of hex. */
  readonly secret: string
}

/** What a worker of this bench is told; without a client it serves one of its own. */
export interface WorldOrders {
  readonly client: ClientAt | null
  readonly l1Blocks: number
  readonly calls: SharedArrayBuffer
}

/** What it answers when the chain is there. */
export interface WorldReady {
  readonly client: ClientAt
  readonly l1Url: string
  readonly rollupJson: unknown
  readonly l1ChainJson: unknown
  /** From genesis on. */
  readonly chain: readonly (BlockRef & { readonly isFirstOfEpoch: boolean })[]
}

/** An L1 and an execution client that holds a chain made from it, both over HTTP. */
export interface BenchWorld extends Omit<WorldReady, 'rollupJson' | 'l1ChainJson'> {
  readonly rules: Rules
  /** How often L1 was asked for anything. */
  readonly l1Calls: () => number
  readonly close: () => Promise<unknown>
}

export async function openWorld(client: ClientAt | null, l1Blocks: number): Promise<BenchWorld> {
  const calls = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const at = client === null ? null : { url: client.url, secret: client.secret }
  const workerData: WorldOrders = { client: at, l1Blocks, calls }
  const worker = new Worker(new URL('./world.worker.ts', import.meta.url), { workerData })
  const [ready] = (await once(worker, 'message')) as [WorldReady]
  const rules = {
    rollup: taken(decodeRollupConfig(ready.rollupJson)),
    l1: taken(decodeL1ChainConfig(ready.l1ChainJson)),
    pastUnknownForks: false,
  }
  const l1Calls = () => Atomics.load(new Int32Array(calls), 0)
  return { ...ready, rules, l1Calls, close: () => worker.terminate() }
}

function taken<T>(decoded: Decoded<T>): T {
  if (decoded.kind === 'malformed') throw new Error(decoded.reason)
  return decoded.value
}
