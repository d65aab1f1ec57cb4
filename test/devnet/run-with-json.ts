import type { DevnetEvent } from '../../src/devnet/events.ts'
import type { DevnetOptions } from '../../src/devnet/options.ts'
import { runDevnet } from '../../src/devnet/run.ts'
import type { LogPort } from '../../src/ports/log.ts'

export interface Run {
  readonly exitCode: number
  readonly events: readonly DevnetEvent[]
}

const quiet: LogPort = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** Runs the network with `--json` and hands out each line as it comes. */
export async function runWithJson(
  options: Partial<DevnetOptions>,
  signal: AbortSignal,
  onEvent: (event: DevnetEvent) => void = () => {},
): Promise<Run> {
  const events: DevnetEvent[] = []
  const write = (line: string) => {
    const event = JSON.parse(line) as DevnetEvent
    events.push(event)
    onEvent(event)
  }
  const defaults = { scenario: null, stock: false, json: true, promotions: null, verbose: false }
  const rpc = { addr: '127.0.0.1', port: 0 }
  const exitCode = await runDevnet(
    { ...defaults, rpc, ...options },
    { stdout: { write }, log: quiet, signal },
  )
  return { exitCode, events }
}
