import * as Schema from 'effect/Schema'
import { expect, it, onTestFinished } from 'vitest'
import type { BlockRef } from '../../../../machines/values.ts'
import { createEngineGate } from '../../../../src/actors/engine/gate.ts'
import { createExecutionClient } from '../../../../src/adapters/execution-client/client.ts'
import { createForwarding } from '../../../../src/adapters/execution-client/forward.ts'
import { type JwtSecret, readJwtSecret } from '../../../../src/adapters/execution-client/jwt-secret.ts'
import { startL1 } from '../../../../src/devnet/stock/l1.ts'
import { createOpGeth, type OpGeth } from '../../../../src/devnet/stock/op-geth.ts'
import { startRollup, startSequencer } from '../../../../src/devnet/stock/rollup.ts'
import { createRpc } from '../../../../src/devnet/stock/rpc.ts'
import { createEnginePort } from '../../../../src/server/engine-port/engine-port.ts'
import { openRecorder, type RecordedCall } from '../../support/recorder.ts'
import { openStory } from '../../support/story.ts'

const wantedCalls = 300
const deadlineMs = 20_000

/** What op-node uses before and after it has blocks to show. */
const methods = [
  'eth_chainId',
  'eth_getBlockByNumber',
  'eth_getBlockByHash',
  'engine_forkchoiceUpdatedV3',
  'engine_getPayloadV4',
  'engine_newPayloadV4',
]

/** What it would use of other versions, and what goes wrong. */
const oddCalls: readonly RecordedCall[] = [
  ['engine_exchangeCapabilities', [['engine_newPayloadV4']]],
  ['engine_getPayloadV3', ['0x0000000000000001']],
  ['engine_getPayloadBodiesByRangeV1', ['0x1', '0x2']],
  ['eth_getBlockByNumber', ['0xffffff', false]],
  ['eth_getBlockReceipts', ['0x1']],
  ['eth_getProof', ['0x4200000000000000000000000000000000000016', [], '0x1']],
  ['eth_call', [{ to: `0x${'00'.repeat(20)}` }, 'latest']],
  ['eth_thereIsNoSuchMethod', []],
].map(([method, params]) => ({
  method: method as string,
  body: JSON.stringify({ jsonrpc: '2.0', id: 'odd', method, params }),
}))

it('answers a recorded op-node as op-geth itself does, to the byte', async (context) => {
  const story = await openStory(context)
  const l1 = await startL1(story)
  const rollup = await startRollup(story, l1, await l1.latest(), { chainId: 901, dependencies: null })
  const recorder = await openRecorder(rollup.client.engineUrl)
  onTestFinished(recorder.close)
  const sequencer = await startSequencer(story, l1, rollup, recorder.url)
  const output = createRpc(sequencer.node.url)
  await story.until(`${wantedCalls} calls with every method are recorded`, async () => {
    await output.attempt(Schema.Unknown, 'optimism_outputAtBlock', '0x1')
    return hasAll(recorder.calls) && recorder.calls.length >= wantedCalls
  })
  await sequencer.batcher.kill()
  await sequencer.node.kill()
  const calls = [...recorder.calls, ...oddCalls, ...recorder.calls.filter(isPayload).slice(0, 3).map(ofLater)]

  const secret = await readJwtSecret(story.workspace.jwtSecretPath)
  const [direct, behind] = [
    await createOpGeth(story, rollup.chain, 'op-geth-direct'),
    await createOpGeth(story, rollup.chain, 'op-geth-behind'),
  ]
  await direct.start()
  await behind.start()
  const portUrl = await openPort(behind, secret)
  const [ask, askThrough] = [asker(direct.engineUrl, secret), asker(portUrl, secret)]

  const answers: { readonly call: RecordedCall; readonly direct: Answer; readonly through: Answer }[] = []
  for (const call of calls) {
    answers.push({ call, direct: await ask(call.body), through: await askThrough(call.body) })
  }
  const different = answers.filter((one) => !isLabelRead(one.call) && !isEqual(one.direct, one.through))
  expect(different).toEqual([])
  console.log(`${answers.length} calls compared: ${countsOf(calls)}`)
})

interface Answer {
  readonly status: number
  readonly text: string
}

/** One client's own port, or ours before it. */
function asker(url: string, jwtSecret: JwtSecret): (body: string) => Promise<Answer> {
  const { forward, close } = createForwarding({ url, jwtSecret })
  onTestFinished(close)
  return async (body) => {
    const answer = await forward(Buffer.from(body), AbortSignal.timeout(deadlineMs))
    if (answer.kind !== 'ok') throw new Error(answer.detail)
    return { status: answer.value.status, text: Buffer.from(answer.value.body).toString() }
  }
}

async function openPort(client: OpGeth, jwtSecret: JwtSecret): Promise<string> {
  const url = client.engineUrl
  const gate = createEngineGate({
    client: createExecutionClient({ url, jwtSecret, deadlineMs }),
    initial: { safe: null, finalized: null, pending: null },
    denials: [],
    deadlineMs,
    queueLimit: 64,
  })
  const genesis = (await client.block(0)) as BlockRef
  await gate.command(
    { safe: genesis, finalized: genesis, because: 'anchor' },
    AbortSignal.timeout(deadlineMs),
  )
  const forwarding = createForwarding({ url, jwtSecret })
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
  const options = { addr: '127.0.0.1', port: 0, jwtSecret, gate: gate.node, client: forwarding, log }
  const port = await createEnginePort(options)
  onTestFinished(async () => {
    await port.close()
    await forwarding.close()
  })
  return port.url
}

function isPayload({ method }: RecordedCall): boolean {
  return method === 'engine_newPayloadV4'
}

/** The same under a version that is still to come. */
function ofLater({ method, body }: RecordedCall): RecordedCall {
  const later = method.replace(/V\d$/, 'V99')
  return { method: later, body: body.replace(method, later) }
}

/** The labels are ours behind the port: one of the points in which it differs. */
function isLabelRead({ body }: RecordedCall): boolean {
  return /"params":\["(safe|finalized)"/.test(body)
}

function isEqual(one: Answer, other: Answer): boolean {
  return one.status === other.status && one.text === other.text
}

function hasAll(calls: readonly RecordedCall[]): boolean {
  return methods.every((name) => calls.some(({ method }) => method === name))
}

function countsOf(calls: readonly RecordedCall[]): string {
  const names = [...new Set(calls.map(({ method }) => method))]
  return names.map((name) => `${calls.filter(({ method }) => method === name).length} ${name}`).join(', ')
}

function nothing(): void {}
