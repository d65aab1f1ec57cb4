import { isIPv6 } from 'node:net'
import type { Values } from './options.ts'

/** What the commands run with that ask a running follower. */
export interface AskConfig {
  readonly url: string
  readonly json: boolean
}

type AskFlag = 'rpc' | 'rpc.addr' | 'rpc.port' | 'json'

export function askConfig(values: Pick<Values<'status'>, AskFlag>): AskConfig {
  return {
    url: values.rpc ?? `http://${reachable(values['rpc.addr'])}:${values['rpc.port']}`,
    json: values.json,
  }
}

/** The address to dial for an address to listen on: "any" is reached on loopback. */
function reachable(addr: string): string {
  if (addr === '0.0.0.0') return '127.0.0.1'
  if (addr === '::') return '[::1]'
  return isIPv6(addr) ? `[${addr}]` : addr
}
