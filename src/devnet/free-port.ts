import { type AddressInfo, createServer } from 'node:net'

/**
 * A loopback port that is free now, for a process that cannot be told to choose its own.
 * Somebody else may take it before that process does; whoever starts one waits for its answer.
 */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}
