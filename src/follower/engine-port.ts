import { createForwarding } from '../adapters/execution-client/forward.ts'
import { readJwtSecret } from '../adapters/execution-client/jwt-secret.ts'
import type { NodeCallsPort } from '../ports/engine-gate.ts'
import { createEnginePort, type EnginePort } from '../server/engine-port/engine-port.ts'
import type { FollowerConfig } from './config.ts'

/** The port before the execution client, listening; null where there is no gate, or nobody told us where. */
export async function openEnginePort(
  { engine = null, client, log, clock }: FollowerConfig,
  gate: NodeCallsPort | null,
): Promise<EnginePort | null> {
  if (engine === null || gate === null || client === null) return null
  const { addr, port, jwtSecretPath } = engine
  if (client.jwtSecretPath === null)
    throw new RangeError('an engine port needs the JWT secret of its execution client')
  const clientSecret = await readJwtSecret(client.jwtSecretPath)
  const jwtSecret = jwtSecretPath === null ? clientSecret : await readJwtSecret(jwtSecretPath)
  const forwarding = createForwarding({ url: client.url, jwtSecret: clientSecret })
  const options = { addr, port, jwtSecret, gate, client: forwarding, log, ...(clock && { clock }) }
  const server = await createEnginePort(options)
  log.info('engine port listens', { url: server.url, client: forwarding.name })
  return {
    url: server.url,
    close: async () => {
      await server.close()
      await forwarding.close()
    },
  }
}
