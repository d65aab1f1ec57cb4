import type { Hash } from '../../../machines/values.ts'
import type { ExecutionClientPort, PayloadAttributes } from '../../ports/execution-client.ts'
import { forkchoiceResultSchema } from '../../wire/engine-answers.ts'
import type { JsonRpc } from '../json-rpc/client.ts'
import { builtPayloadSchema } from './engine-schemas.ts'
import { payloadFromJson } from './payload-json.ts'

/** Payloads that may be under construction at once; a rollup node builds one at a time. */
const rememberedLimit = 16

/** The answer to a version of getPayload that is not the one of the block's fork. */
const unsupportedFork = -38_005

/**
 * Forkchoice and getPayload belong together: the parent beacon block root of a built block is in the
 * attributes it was started with, and only OP clients repeat it in the answer. Karst blocks are V4
 * payloads, but given out by V5 alone.
 */
export function createPayloadBuilder(
  rpc: JsonRpc,
): Pick<ExecutionClientPort, 'forkchoiceUpdated' | 'getPayload'> {
  const beaconRoots = new Map<string, Hash>()

  return {
    forkchoiceUpdated: async (state, attributes, signal) => {
      const answer = await rpc.call(
        forkchoiceResultSchema,
        'engine_forkchoiceUpdatedV3',
        [state, attributes],
        signal,
      )
      const root = beaconRootOf(attributes)
      if (answer.kind === 'ok' && answer.value.payloadId !== null && root !== null)
        remember(beaconRoots, answer.value.payloadId, root)
      return answer
    },

    getPayload: async (payloadId, version, signal) => {
      const take = (method: string) => rpc.call(builtPayloadSchema, method, [payloadId], signal)
      const asked = await take(`engine_getPayloadV${version}`)
      const isKarst = version === 4 && asked.kind === 'refused' && asked.code === unsupportedFork
      const answer = isKarst ? await take('engine_getPayloadV5') : asked
      if (answer.kind !== 'ok') return answer
      const payload = payloadFromJson(answer.value.executionPayload)
      const parentBeaconBlockRoot = answer.value.parentBeaconBlockRoot ?? beaconRoots.get(payloadId)
      if (parentBeaconBlockRoot === undefined)
        return {
          kind: 'malformed',
          detail: `${rpc.name}: payload ${payloadId} without parentBeaconBlockRoot`,
        }
      return { kind: 'ok', value: { version, parentBeaconBlockRoot, payload } }
    },
  }
}

function beaconRootOf(attributes: PayloadAttributes | null): Hash | null {
  const root = attributes?.parentBeaconBlockRoot
  return typeof root === 'string' ? (root as Hash) : null
}

function remember(beaconRoots: Map<string, Hash>, payloadId: string, root: Hash): void {
  beaconRoots.delete(payloadId)
  beaconRoots.set(payloadId, root)
  const [oldest] = beaconRoots.keys()
  if (beaconRoots.size > rememberedLimit && oldest !== undefined) beaconRoots.delete(oldest)
}
