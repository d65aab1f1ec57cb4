import type { ForkchoiceState } from '../../../src/ports/execution-client.ts'
import type { CountingProxy } from './counting-proxy.ts'

/** The forkchoices that name another `safe` than the one before them, as a proxy in front of the client saw them. */
export function safeMoves({ calls }: CountingProxy): readonly ForkchoiceState[] {
  const forkchoices = calls
    .filter(({ method }) => method.startsWith('engine_forkchoiceUpdated'))
    .map(({ params }) => params[0] as ForkchoiceState)
  return forkchoices.filter(
    ({ safeBlockHash }, index) => safeBlockHash !== forkchoices[index - 1]?.safeBlockHash,
  )
}
