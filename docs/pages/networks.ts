import { networkConfig, networkNames } from '../../src/derive/config/networks.ts'
import { code, page, table } from './markdown.ts'

export function networksPage(): string {
  return page(
    'src/derive/config/networks.json',
    '# Networks',
    'What `--network` takes: the chains of the superchain registry by the names of op-node, but those that keep ' +
      'their data elsewhere than on L1. Any other chain needs `--rollup.config`, or is asked for at its rollup node.',
    table(['Network', 'Chain id', 'L1', 'Block time'], networkNames.map(networkRow)),
    'The table is made from a checkout of the registry by `node docs/networks/generate.ts <checkout>`.',
  )
}

function networkRow(name: string): readonly string[] {
  const { l2ChainId, l1ChainId, blockTimeSeconds } = networkConfig(name)!
  return [code(name), `${l2ChainId}`, `${l1ChainId}`, `${blockTimeSeconds} s`]
}
