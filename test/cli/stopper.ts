import { once } from 'node:events'
import { untilStopped } from '../../src/cli/until-stopped.ts'

const stopDeadlineMs = Number(process.argv[2])

/** A process that says `ready`, and `stopping` when it is told to; it ends when its input does. */
const run = async (signal: AbortSignal) => {
  signal.addEventListener('abort', () => console.log('stopping'))
  console.log('ready')
  process.stdin.resume()
  await once(process.stdin, 'end')
  return 0 as const
}

process.exitCode = await untilStopped(run, { stopDeadlineMs })
