import { chainId, path, url } from '../forms.ts'
import type { Option } from '../option.ts'

/** The chain, and the nodes that are asked about it. */
export const chainOptions = {
  'l2.chain-id': {
    kind: 'one',
    form: chainId,
    fallback: null,
    requiredBy: ['follow', 'attest'],
    commands: ['follow', 'attest'],
    about: 'Chain id of the rollup; it is part of every signature and topic',
  },
  'rollup-rpc': {
    kind: 'many',
    form: url,
    limit: 8,
    requiredBy: ['follow', 'attest'],
    commands: ['follow', 'attest'],
    about:
      'Rollup node: for follow one that derives (all of several must agree), for attest one that verifies',
  },
  l1: {
    kind: 'many',
    form: url,
    limit: 8,
    commands: ['follow', 'attest'],
    opNodeEnv: 'OP_NODE_L1_ETH_RPC',
    about:
      'L1 execution RPC, of several the first that answers; blocks, finality and L1 views are checked there',
  },
  'l1.trustrpc': {
    kind: 'switch',
    fallback: 'false',
    commands: ['follow'],
    opNodeEnv: 'OP_NODE_L1_TRUST_RPC',
    about: 'Take headers and receipts of --l1 as they come, without proving them by the block hash',
  },
  l2: {
    kind: 'one',
    form: url,
    fallback: null,
    requiredBy: ['attest'],
    commands: ['follow', 'attest'],
    opNodeEnv: 'OP_NODE_L2_ENGINE_RPC',
    about: 'Execution client of the rollup',
  },
  'l2.jwt-secret': {
    kind: 'one',
    form: path,
    fallback: null,
    commands: ['follow', 'attest'],
    opNodeEnv: 'OP_NODE_L2_ENGINE_AUTH',
    about: 'File with the hex JWT secret, when --l2 is an authenticated Engine API port',
  },
} as const satisfies Record<string, Option>
