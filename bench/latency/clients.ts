import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createMemoryExecutionClient } from '../../src/adapters/memory/execution-client/client.ts'
import { serveExecutionClient } from '../../src/adapters/memory/execution-client/serve.ts'
import { startEthereumjsClient } from '../../src/devnet/ethereumjs-client.ts'
import { l2Genesis } from '../../src/devnet/l2-genesis.ts'

/** Two equal execution clients: the follower's, and one for the engine round trip that it is compared with. */
export interface ClientPair {
  readonly followerUrl: string
  readonly bareUrl: string
  readonly jwtSecretPath: string
  readonly close: () => Promise<void>
}

export const benchChainId = 901

/** Two processes of @ethereumjs/client over HTTP with JWT. */
export async function realClients(directory: string): Promise<ClientPair> {
  const { jwtSecretPath } = await writeSecret(directory)
  const genesis = l2Genesis({ chainId: benchChainId, timestamp: 1_700_000_000 })
  const start = (name: string) =>
    startEthereumjsClient({ dataDir: join(directory, name), genesis, jwtSecretPath })
  const [one, other] = await Promise.all([start('follower-client'), start('bare-client')])
  const close = async () => void (await Promise.all([one.stop(), other.stop()]))
  return { followerUrl: one.url, bareUrl: other.url, jwtSecretPath, close }
}

/** Two fakes behind HTTP with JWT, in this process: an engine that costs nothing. */
export async function fakeClients(directory: string): Promise<ClientPair> {
  const { jwtSecretPath, jwtSecret } = await writeSecret(directory)
  const serve = () => serveExecutionClient({ core: createMemoryExecutionClient().core, jwtSecret })
  const [one, other] = await Promise.all([serve(), serve()])
  const close = async () => void (await Promise.all([one.close(), other.close()]))
  return { followerUrl: one.url, bareUrl: other.url, jwtSecretPath, close }
}

async function writeSecret(directory: string) {
  const jwtSecret = randomBytes(32)
  const jwtSecretPath = join(directory, 'jwt.hex')
  await writeFile(jwtSecretPath, `0x${jwtSecret.toString('hex')}`, { mode: 0o600 })
  return { jwtSecret, jwtSecretPath }
}
