import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Redacted from 'effect/Redacted'
import { createExecutionClient } from '../../src/adapters/execution-client/client.ts'
import { parseJwtSecret, readJwtSecret } from '../../src/adapters/execution-client/jwt-secret.ts'
import { createMemoryExecutionClient } from '../../src/adapters/memory/execution-client/client.ts'
import { ethereumjs, geth, reth } from '../../src/adapters/memory/execution-client/personality.ts'
import { serveExecutionClient } from '../../src/adapters/memory/execution-client/serve.ts'
import { startEthereumjsClient } from '../../src/devnet/ethereumjs-client.ts'
import { l2Genesis } from '../../src/devnet/l2-genesis.ts'
import { executionClientContract } from './execution-client.suite.ts'

const deadlineMs = 10_000

for (const personality of [geth, reth, ethereumjs]) {
  executionClientContract(`in memory, as ${personality.name}`, async () => ({
    port: createMemoryExecutionClient({ personality }),
    personality,
    close: async () => {},
  }))

  executionClientContract(`over HTTP, as ${personality.name}`, async () => {
    const secret = randomBytes(32)
    const { core } = createMemoryExecutionClient({ personality })
    const { url, close } = await serveExecutionClient({ core, jwtSecret: secret })
    const port = createExecutionClient({ url, jwtSecret: Redacted.make(secret), deadlineMs })
    return { port, personality, stranger: strangerAt(url), close }
  })
}

executionClientContract('a real @ethereumjs/client', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'op-follower-client-'))
  const jwtSecretPath = join(directory, 'jwt.hex')
  await writeFile(jwtSecretPath, `0x${randomBytes(32).toString('hex')}\n`)
  const client = await startEthereumjsClient({
    dataDir: join(directory, 'data'),
    genesis: l2Genesis({ chainId: 901, timestamp: 1_700_000_000 }),
    jwtSecretPath,
  })
  const jwtSecret = await readJwtSecret(jwtSecretPath)
  return {
    port: createExecutionClient({ url: client.url, jwtSecret, deadlineMs }),
    personality: ethereumjs,
    stranger: strangerAt(client.url),
    close: async () => {
      await client.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
})

function strangerAt(url: string) {
  const jwtSecret = parseJwtSecret(randomBytes(32).toString('hex'), 'a secret of its own')
  return createExecutionClient({ url, jwtSecret, deadlineMs })
}
