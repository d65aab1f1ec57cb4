import type { ChainReader } from '../../ports/chain-reader.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import { isAbsent, type RollupNodePort } from '../../ports/rollup-node.ts'

/** Our chain is what our execution client holds: the reader of `--mode engine`. */
export function chainOfClient(client: ExecutionClientPort): ChainReader {
  return {
    name: client.name,
    blockAt: (number, signal) => client.block({ number }, signal),
    head: async (signal) => {
      const latest = await client.block({ tag: 'latest' }, signal)
      if (latest.kind !== 'ok') return latest
      if (latest.value !== null) return { kind: 'ok', value: latest.value }
      return { kind: 'malformed', detail: `${client.name} has no latest block` }
    },
  }
}

/** Our chain is what a rollup node says: the reader of `--mode shadow`, which has no client. */
export function chainOfRollupNode(node: RollupNodePort): ChainReader {
  return {
    name: node.name,
    blockAt: node.blockAt,
    head: async (signal) => {
      const status = await node.syncStatus(signal)
      if (status.kind !== 'ok') return status
      const unsafe = status.value.unsafe_l2
      if (!isAbsent(unsafe)) return { kind: 'ok', value: unsafe }
      return {
        kind: 'unreachable',
        detail: `${node.name} names no unsafe block: it is starting or resetting`,
      }
    },
  }
}
