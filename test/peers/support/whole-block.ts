import type { Hash } from '../../../machines/values.ts'
import { createExecutionClient } from '../../../src/adapters/execution-client/client.ts'
import { readJwtSecret } from '../../../src/adapters/execution-client/jwt-secret.ts'
import type { OpGeth } from '../../../src/devnet/stock/op-geth.ts'
import type { ExecutionPayloadEnvelope } from '../../../src/wire/payload.ts'
import type { Story } from './story.ts'

const deadlineMs = 5_000

/** A block of a client as its rollup node would be given it. */
export async function wholeBlock(
  { workspace }: Story,
  { engineUrl: url }: OpGeth,
  hash: Hash,
): Promise<ExecutionPayloadEnvelope> {
  const jwtSecret = await readJwtSecret(workspace.jwtSecretPath)
  const { payload } = createExecutionClient({ url, jwtSecret, deadlineMs })
  const answer = await payload(hash, AbortSignal.timeout(deadlineMs))
  if (answer.kind !== 'ok' || answer.value === null) throw new Error(`there is no block ${hash}`)
  return answer.value
}
