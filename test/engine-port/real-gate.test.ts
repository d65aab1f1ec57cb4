import * as Redacted from 'effect/Redacted'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createEngineGate } from '../../src/actors/engine/gate.ts'
import { createExecutionClient } from '../../src/adapters/execution-client/client.ts'
import { payloadToJson } from '../../src/adapters/execution-client/payload-json.ts'
import { chainOn, genesisBlock } from '../../src/adapters/memory/execution-client/blocks.ts'
import { createMemoryExecutionClient } from '../../src/adapters/memory/execution-client/client.ts'
import { serveExecutionClient } from '../../src/adapters/memory/execution-client/serve.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { call, clientSecret, openStage, post } from './stage.ts'

const genesis = genesisBlock()
const main = [genesis, ...chainOn(genesis, 8, { salt: 'main' })]
const denied = chainOn(main[5]!, 3, { transactions: [Uint8Array.of(2)] })
const at = (block: ExecutionPayloadEnvelope) => ({
  number: block.payload.blockNumber,
  hash: block.payload.blockHash,
})
const live = new AbortController().signal

/** A client over HTTP with both branches, the gate before it, and the port before the gate. */
async function openWorld() {
  const { core } = createMemoryExecutionClient({ genesis })
  core.control.addBlocks([...main, ...denied])
  core.control.foreignMove({ head: at(main[6]!).hash })
  const served = await serveExecutionClient({ core, jwtSecret: Redacted.value(clientSecret) })
  onTestFinished(served.close)
  const client = createExecutionClient({ url: served.url, jwtSecret: clientSecret, deadlineMs: 5_000 })
  const gate = createEngineGate({
    client,
    initial: { safe: null, finalized: null, pending: null },
    denials: [{ number: 6, denied: at(denied[0]!).hash, replacement: at(main[6]!).hash }],
    deadlineMs: 5_000,
    queueLimit: 64,
  })
  const { url } = await openStage({ clientUrl: served.url, gate: gate.node })
  const ask = async (method: string, ...params: unknown[]) =>
    JSON.parse((await post(url, call(method, params))).text) as { result?: unknown; error?: unknown }
  return { gate, ask, control: core.control }
}

const forkchoice = (head: ExecutionPayloadEnvelope, safe = head) => ({
  headBlockHash: at(head).hash,
  safeBlockHash: at(safe).hash,
  finalizedBlockHash: at(genesis).hash,
})

describe('a rollup node at the port', () => {
  it('moves the head, and never the labels: those are what the follower commanded', async () => {
    const { gate, ask, control } = await openWorld()
    await gate.command({ safe: at(main[3]!), finalized: at(main[1]!), because: 'anchor' }, live)
    expect(await ask('engine_forkchoiceUpdatedV3', forkchoice(main[8]!, main[7]), null)).toMatchObject({
      result: { payloadStatus: { status: 'VALID' } },
    })
    expect(control.labels()).toEqual({ head: at(main[8]!), safe: at(main[3]!), finalized: at(main[1]!) })
    expect(await ask('eth_getBlockByNumber', 'safe', false)).toMatchObject({
      result: { hash: at(main[3]!).hash },
    })
  })

  it('is refused a denied branch: the payload INVALID, the head -38002, as often as it asks', async () => {
    const { ask, control } = await openWorld()
    const before = control.labels()
    for (const block of denied) {
      const payload = payloadToJson(block.payload)
      expect(await ask('engine_newPayloadV3', payload, [], block.parentBeaconBlockRoot)).toMatchObject({
        result: { status: 'INVALID', latestValidHash: null },
      })
      expect(await ask('engine_forkchoiceUpdatedV3', forkchoice(block), null)).toMatchObject({
        error: { code: -38_002 },
      })
    }
    expect(control.labels()).toEqual(before)
  })

  it('builds a block through it', async () => {
    const { ask } = await openWorld()
    const attributes = {
      timestamp: '0x70000000',
      prevRandao: at(genesis).hash,
      suggestedFeeRecipient: `0x${'00'.repeat(20)}`,
      withdrawals: [],
      parentBeaconBlockRoot: at(genesis).hash,
    }
    const begun = await ask('engine_forkchoiceUpdatedV3', forkchoice(main[6]!), attributes)
    const { payloadId } = begun.result as { payloadId: string }
    expect(await ask('engine_getPayloadV3', payloadId)).toMatchObject({
      result: { executionPayload: { parentHash: at(main[6]!).hash } },
    })
  })
})
