import { createForwarding } from '../../src/adapters/execution-client/forward.ts'
import { parseJwtSecret } from '../../src/adapters/execution-client/jwt-secret.ts'

/** Calls as a rollup node makes them: over a kept connection, each with a token of its own. */
export interface Caller {
  readonly call: (method: string, ...params: readonly unknown[]) => Promise<unknown>
  readonly close: () => Promise<void>
}

const deadlineMs = 20_000

export function createCaller(url: string, secret: string): Caller {
  const jwtSecret = parseJwtSecret(secret, 'the bench')
  const { forward, close } = createForwarding({ url, jwtSecret })
  return {
    call: async (method, ...params) => {
      const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
      const answer = await forward(body, AbortSignal.timeout(deadlineMs))
      if (answer.kind !== 'ok') throw new Error(`${method}: ${answer.detail}`)
      const parsed = JSON.parse(Buffer.from(answer.value.body).toString()) as { result?: unknown }
      if (parsed.result === undefined)
        throw new Error(`${method}: ${Buffer.from(answer.value.body).toString()}`)
      return parsed.result
    },
    close,
  }
}
