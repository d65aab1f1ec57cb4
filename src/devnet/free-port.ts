import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the range from which systems hand out ports themselves, so that only another search can meet ours. */
const lowestPort = 20_000
const highestPort = 32_000
const limitTries = 64

/** Of one network dozens are chosen before the first is listened at: by chance alone two would often be one. */
const given = new Set<number>()

/**
 * A loopback port that is free now, for a process that cannot be told to choose its own; none is answered
 * twice. Somebody else may take it before that process does; whoever starts one waits for its answer.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < limitTries; tries += 1) {
    const port = randomInt(lowestPort, highestPort)
    if (given.has(port)) continue
    given.add(port)
    if (await isFree(port)) return port
  }
  throw new Error(`none of ${limitTries} loopback ports between ${lowestPort} and ${highestPort} is free`)
}

function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
