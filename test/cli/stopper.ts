import { once } from 'node:events'
import { untilStopped } from '../../src/cli/until-stopped.ts'

/** A process that says `ready`, and `stopping` when it is told to; it ends when its input does. */
process.exitCode = await untilStopped(async (signal) => {
  signal.addEventListener('abort', () => console.log('stopping'))
  console.log('ready')
  process.stdin.resume()
  await once(process.stdin, 'end')
  return 0
})
