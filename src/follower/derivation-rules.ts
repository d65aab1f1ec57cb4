import { decodeL1ChainConfig } from '../derive/config/decode-l1-chain-config.ts'
import { decodeRollupConfig } from '../derive/config/decode-rollup-config.ts'
import type { L1ChainConfig } from '../derive/config/l1-chain-config.ts'
import { l1ChainConfig } from '../derive/config/l1-chains.ts'
import { networkConfig } from '../derive/config/networks.ts'
import type { RollupConfig } from '../derive/config/rollup-config.ts'
import type { Rules } from '../derive/rules.ts'
import type { RollupNodePort } from '../ports/rollup-node.ts'
import type { Answer, Trouble } from '../ports/trouble.ts'
import type { Decoded } from '../wire/decoded.ts'
import type { L1CheckConfig, RollupConfigSource } from './config.ts'
import { readJsonFile } from './read-json-file.ts'

/** By which rules the chain is derived, read when they are first needed and kept from then on. */
export interface DerivationRules {
  /** In words: where the rollup config comes from. */
  readonly from: string
  readonly read: (signal: AbortSignal) => Promise<Answer<Rules>>
  /** Null while they were not read. */
  readonly known: () => Rules | null
}

export function derivationRules(
  { rollup: source, l1ChainConfigPath, pastUnknownForks }: L1CheckConfig,
  chainId: number,
  node: RollupNodePort,
): DerivationRules {
  const from = sourceText(source, node)
  let known: Rules | null = null

  const readAll = async (signal: AbortSignal): Promise<Answer<Rules>> => {
    const rollup = await rollupConfigOf(source, from, node, signal)
    if (rollup.kind !== 'ok') return rollup
    const { l1ChainId, l2ChainId } = rollup.value
    if (l2ChainId !== chainId)
      return malformed(`${from} is of L2 chain ${l2ChainId}, expected ${chainId}, the chain that we follow`)
    const l1 = await l1ConfigOf(l1ChainId, l1ChainConfigPath)
    if (l1.kind !== 'ok') return l1
    return { kind: 'ok', value: { rollup: rollup.value, l1: l1.value, pastUnknownForks } }
  }

  return {
    from,
    known: () => known,
    read: async (signal) => {
      if (known !== null) return { kind: 'ok', value: known }
      const rules = await readAll(signal)
      if (rules.kind === 'ok') known = rules.value
      return rules
    },
  }
}

function sourceText(source: RollupConfigSource, node: RollupNodePort): string {
  switch (source.kind) {
    case 'network':
      return `the rollup config of the network ${source.name}`
    case 'file':
      return `the rollup config in ${source.path}`
    case 'node':
      return `the rollup config of ${node.name}`
  }
}

async function rollupConfigOf(
  source: RollupConfigSource,
  from: string,
  node: RollupNodePort,
  signal: AbortSignal,
): Promise<Answer<RollupConfig>> {
  if (source.kind === 'network') {
    const config = networkConfig(source.name)
    return config === null ? malformed(`no network ${source.name} is known`) : { kind: 'ok', value: config }
  }
  const json = source.kind === 'file' ? await readJsonFile(source.path) : await askRollupConfig(node, signal)
  return json.kind === 'ok' ? decodedBy(decodeRollupConfig, json.value, from) : json
}

async function askRollupConfig(node: RollupNodePort, signal: AbortSignal): Promise<Answer<unknown>> {
  const answer = await node.passOn('optimism_rollupConfig', [], signal)
  if (answer.kind !== 'ok') return answer
  if (answer.value.kind === 'result') return { kind: 'ok', value: answer.value.value }
  const { code, message } = answer.value.error
  return { kind: 'refused', code, detail: `${node.name} optimism_rollupConfig: ${message}` }
}

async function l1ConfigOf(chainId: number, path: string | null): Promise<Answer<L1ChainConfig>> {
  if (path === null) {
    const known = l1ChainConfig(chainId)
    return known === null
      ? malformed(`the L1 chain ${chainId} is none that is known: give its config (--rollup.l1-chain-config)`)
      : { kind: 'ok', value: known }
  }
  const json = await readJsonFile(path)
  if (json.kind !== 'ok') return json
  const config = decodedBy(decodeL1ChainConfig, json.value, `the L1 chain config in ${path}`)
  if (config.kind !== 'ok' || config.value.chainId === chainId) return config
  return malformed(`the L1 chain config in ${path} is of chain ${config.value.chainId}, expected ${chainId}`)
}

function decodedBy<T>(decode: (json: unknown) => Decoded<T>, json: unknown, from: string): Answer<T> {
  const decoded = decode(json)
  return decoded.kind === 'ok' ? decoded : malformed(`${from}: ${decoded.reason}`)
}

function malformed(detail: string): Trouble {
  return { kind: 'malformed', detail }
}
