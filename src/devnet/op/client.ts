import * as Redacted from 'effect/Redacted'
import { createExecutionClient } from '../../adapters/execution-client/client.ts'
import type { JwtSecret } from '../../adapters/execution-client/jwt-secret.ts'
import { createMemoryExecutionClient } from '../../adapters/memory/execution-client/client.ts'
import { serveExecutionClient } from '../../adapters/memory/execution-client/serve.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import type { Cleanup } from '../cleanup.ts'

/** An execution client that executes nothing, behind HTTP as a real one is. */
export interface OpClient {
  readonly url: string
  readonly port: ExecutionClientPort
}

const callDeadlineMs = 10_000

export async function startOpClient(
  genesis: ExecutionPayloadEnvelope,
  jwtSecret: JwtSecret,
  cleanup: Cleanup,
): Promise<OpClient> {
  const { core } = createMemoryExecutionClient({ genesis })
  const { url, close } = await serveExecutionClient({ core, jwtSecret: Redacted.value(jwtSecret) })
  cleanup.defer(close)
  return { url, port: createExecutionClient({ url, jwtSecret, deadlineMs: callDeadlineMs }) }
}
