import * as Schema from 'effect/Schema'
import type { Hash } from '../../../../machines/values.ts'
import type { BlockSelector, ForkchoiceState, PayloadAttributes } from '../../../ports/execution-client.ts'
import type { ExecutionPayloadEnvelope, Withdrawal } from '../../../wire/payload.ts'
import {
  payloadFromJson,
  payloadJsonSchema,
  payloadToJson,
  quantity,
} from '../../execution-client/payload-json.ts'
import { zeroHash } from './blocks.ts'
import type { MemoryClientCore, Served } from './core.ts'

type Params = readonly unknown[]

/** The JSON-RPC methods that a rollup node and a follower use, in front of a memory client. */
export function callMethod(
  { serve }: MemoryClientCore,
  method: string,
  params: Params,
): Promise<Served<unknown>> {
  switch (method.replace(/V\d$/, '')) {
    case 'eth_chainId':
      return Promise.resolve({ kind: 'result', value: '0x385' })
    case 'engine_forkchoiceUpdated':
      return serve.forkchoiceUpdated(params[0] as ForkchoiceState, params[1] as PayloadAttributes | null)
    case 'engine_newPayload':
      return serve.newPayload(envelopeOf(params))
    case 'engine_getPayload':
      return mapped(serve.getPayload(params[0] as string), builtPayload)
    case 'eth_getBlockByHash':
      return mapped(serve.block({ hash: params[0] as Hash }), (block) => block && header(block))
    case 'eth_getBlockByNumber':
      return mapped(serve.block(selectorOf(params[0] as string)), (block) => block && header(block))
    case 'engine_getPayloadBodiesByHash':
      return mapped(serve.payload((params[0] as Hash[])[0]!), (block) => [block && body(block)])
    default:
      return Promise.resolve({ kind: 'error', code: -32_601, message: `the method ${method} does not exist` })
  }
}

async function mapped<T>(
  served: Promise<Served<T>>,
  toJson: (value: T) => unknown,
): Promise<Served<unknown>> {
  const outcome = await served
  return outcome.kind === 'result' ? { kind: 'result', value: toJson(outcome.value) } : outcome
}

function envelopeOf([payload, , parentBeaconBlockRoot]: Params): ExecutionPayloadEnvelope {
  const decoded = payloadFromJson(Schema.decodeUnknownSync(payloadJsonSchema)(payload))
  const version = decoded.withdrawalsRoot === undefined ? 3 : 4
  return { version, parentBeaconBlockRoot: parentBeaconBlockRoot as Hash, payload: decoded }
}

function selectorOf(which: string): BlockSelector {
  return which.startsWith('0x') ? { number: Number(which) } : { tag: which as 'latest' }
}

function builtPayload({ payload, parentBeaconBlockRoot }: ExecutionPayloadEnvelope) {
  return { executionPayload: payloadToJson(payload), blockValue: '0x0', parentBeaconBlockRoot }
}

function header({ payload, parentBeaconBlockRoot, version }: ExecutionPayloadEnvelope) {
  const {
    blockNumber,
    blockHash,
    feeRecipient,
    prevRandao,
    withdrawalsRoot = zeroHash,
    ...rest
  } = payloadToJson(payload)
  return {
    ...rest,
    number: blockNumber,
    hash: blockHash,
    miner: feeRecipient,
    mixHash: prevRandao,
    withdrawalsRoot,
    parentBeaconBlockRoot,
    ...(version === 4 && { requestsHash: zeroHash }),
    transactions: [],
  }
}

function body({ payload }: ExecutionPayloadEnvelope) {
  return {
    transactions: payloadToJson(payload).transactions,
    withdrawals: payload.withdrawals.map(withdrawal),
  }
}

function withdrawal({ index, validatorIndex, address, amount }: Withdrawal) {
  return {
    index: quantity(index),
    validatorIndex: quantity(validatorIndex),
    address,
    amount: quantity(amount),
  }
}
