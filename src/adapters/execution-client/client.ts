import * as Schema from 'effect/Schema'
import type { BlockSelector, ExecutionClientPort } from '../../ports/execution-client.ts'
import { payloadStatusSchema } from '../../wire/engine-answers.ts'
import { blockHeaderSchema } from '../json-rpc/block-header.ts'
import { createJsonRpc, type JsonRpc } from '../json-rpc/client.ts'
import { createPayloadBuilder } from './building.ts'
import { mintJwt } from './jwt.ts'
import type { JwtSecret } from './jwt-secret.ts'
import { openBlock } from './open-block.ts'
import { payloadToJson, quantity } from './payload-json.ts'
import { wholeBlock } from './whole-block.ts'

export interface ExecutionClientOptions {
  /** The authenticated port, `--l2` of a rollup node. */
  readonly url: string
  /** Null where only the public `eth_` methods of an open port are read. */
  readonly jwtSecret: JwtSecret | null
  /** For one call. At least what a rollup node grants its client: 10 s. */
  readonly deadlineMs: number
}

/** A block of 128 MiB, the largest that clients accept, is twice as long in hex. */
const maxResponseBytes = 2 * 128 * 1024 * 1024

/** One execution client over HTTP, with a fresh token for every request. */
export function createExecutionClient(options: ExecutionClientOptions): ExecutionClientPort {
  const rpc = createJsonRpc({
    url: options.url,
    deadlineMs: options.deadlineMs,
    maxResponseBytes,
    headers: () => authorization(options.jwtSecret),
  })
  const read = options.jwtSecret === null ? openBlock : wholeBlock
  return {
    name: rpc.name,
    ...createPayloadBuilder(rpc),
    newPayload: newPayload(rpc),
    block: readBlock(rpc),
    payload: (hash, signal) => read(rpc, hash, signal),
  }
}

function authorization(secret: JwtSecret | null): Record<string, string> {
  return secret === null ? {} : { authorization: `Bearer ${mintJwt(secret, Date.now())}` }
}

/** OP blocks carry no blobs and, at V4, no execution requests. */
function newPayload(rpc: JsonRpc): ExecutionClientPort['newPayload'] {
  return ({ version, parentBeaconBlockRoot, payload }, signal) => {
    const requests = version === 4 ? [[]] : []
    const params = [payloadToJson(payload), [], parentBeaconBlockRoot, ...requests]
    return rpc.call(payloadStatusSchema, `engine_newPayloadV${version}`, params, signal)
  }
}

/** A label that was never set is null to some clients and an error to others. */
function readBlock(rpc: JsonRpc): ExecutionClientPort['block'] {
  return async (selector, signal) => {
    const answer = await rpc.call(Schema.NullOr(blockHeaderSchema), ...blockCall(selector), signal)
    if (answer.kind === 'refused' && /block not found|unknown block|header not found/i.test(answer.detail))
      return { kind: 'ok', value: null }
    return answer
  }
}

function blockCall(selector: BlockSelector): [method: string, params: readonly unknown[]] {
  if ('hash' in selector) return ['eth_getBlockByHash', [selector.hash, false]]
  const which = 'tag' in selector ? selector.tag : quantity(selector.number)
  return ['eth_getBlockByNumber', [which, false]]
}
