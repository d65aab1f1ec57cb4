import { network, path } from '../forms.ts'
import type { Option } from '../option.ts'

/** The check of every block against L1, and by which rules it is made. */
export const derivationOptions = {
  'derivation.l1-check': {
    kind: 'switch',
    fallback: 'true',
    commands: ['follow'],
    about: 'Rebuild from L1 what a block owes to it, and promote no block that differs; needs --l1 and --l2',
  },
  network: {
    kind: 'one',
    form: network,
    fallback: null,
    commands: ['follow'],
    opNodeEnv: 'OP_NODE_NETWORK',
    about:
      'Public network whose rollup config is known here (docs/reference/networks.md); or use --rollup.config',
  },
  'rollup.config': {
    kind: 'one',
    form: path,
    fallback: null,
    commands: ['follow'],
    opNodeEnv: 'OP_NODE_ROLLUP_CONFIG',
    about: 'File with the rollup config; when this and --network are unset, your first rollup node is asked',
  },
  'rollup.l1-chain-config': {
    kind: 'one',
    form: path,
    fallback: null,
    commands: ['follow'],
    opNodeEnv: 'OP_NODE_ROLLUP_L1_CHAIN_CONFIG',
    about: 'File with the chain config or genesis of L1, when that is not Mainnet, Sepolia or Hoodi',
  },
  'derivation.past-unknown-forks': {
    kind: 'switch',
    fallback: 'false',
    commands: ['follow'],
    about: 'UNSAFE: where a fork is active that this version does not know, go on by the rules before it',
  },
} as const satisfies Record<string, Option>
