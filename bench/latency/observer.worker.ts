import { parentPort, workerData } from 'node:worker_threads'
import type { Hash } from '../../machines/values.ts'
import { createExecutionClient } from '../../src/adapters/execution-client/client.ts'
import { readJwtSecret } from '../../src/adapters/execution-client/jwt-secret.ts'
import { callDeadline } from './deadline.ts'

// A thread of its own: it must see the client's answer when it comes, whatever the follower does.
const { url, jwtSecretPath } = workerData as { readonly url: string; readonly jwtSecretPath: string }
const client = createExecutionClient({
  url,
  jwtSecret: await readJwtSecret(jwtSecretPath),
  deadlineMs: 10_000,
})

parentPort?.on('message', (expected: Hash) => void watch(expected))
parentPort?.postMessage('ready')

async function watch(expected: Hash): Promise<void> {
  for (;;) {
    const safe = await client.block({ tag: 'safe' }, callDeadline())
    if (safe.kind !== 'ok') throw new Error(`the follower's client does not say what is safe: ${safe.detail}`)
    if (safe.value?.hash === expected) break
  }
  parentPort?.postMessage(process.hrtime.bigint())
}
