import { networkConfig } from '../derive/config/networks.ts'
import type { Values } from './options.ts'

/** What the check against L1 needs, and what of it is set in vain. */
export function judgeL1Check(values: Values<'follow'>): readonly string[] {
  return values['derivation.l1-check']
    ? [...judgeNeeds(values), ...judgeRollup(values), ...judgeTrust(values)]
    : [...judgeUnused(values), ...judgeTrust(values)]
}

const needs = [
  ['l1', 'the chain that blocks are checked against'],
  ['l2', 'the execution client whose blocks are checked'],
] as const

function judgeNeeds(values: Values<'follow'>): readonly string[] {
  const missing = needs.filter(([flag]) => values[flag] === null || values[flag].length === 0)
  return missing.map(
    ([flag, why]) =>
      `the check against L1 needs --${flag}: ${why}; --derivation.l1-check=false turns the check off`,
  )
}

function judgeRollup(values: Values<'follow'>): readonly string[] {
  const { network, 'rollup.config': path, 'l2.chain-id': chainId } = values
  if (network === null) return []
  if (path !== null) return ['give either --network or --rollup.config, the rules of the chain']
  const known = networkConfig(network)?.l2ChainId
  return known === chainId ? [] : [`--network ${network} is chain ${known}; seen --l2.chain-id ${chainId}`]
}

const checkFlags = ['network', 'rollup.config', 'rollup.l1-chain-config'] as const

function judgeUnused(values: Values<'follow'>): readonly string[] {
  const unused: readonly string[] = [
    ...checkFlags.filter((flag) => values[flag] !== null),
    ...(values['derivation.past-unknown-forks'] ? ['derivation.past-unknown-forks'] : []),
  ]
  return unused.map((flag) => `--${flag} sets nothing with --derivation.l1-check=false`)
}

function judgeTrust(values: Values<'follow'>): readonly string[] {
  return values['l1.trustrpc'] && values.l1.length === 0 ? ['--l1.trustrpc sets nothing without --l1'] : []
}
