import { hostName, ipAddress, oneOf, port, promotions, url } from '../forms.ts'
import type { Option } from '../option.ts'

/** The JSON-RPC server of the follower, and the commands that ask it. */
export const rpcOptions = {
  'rpc.addr': {
    kind: 'one',
    form: ipAddress,
    fallback: '127.0.0.1',
    commands: ['follow', 'status', 'explain', 'evidence', 'devnet'],
    about: 'Address of the JSON-RPC and health server',
  },
  'rpc.port': {
    kind: 'one',
    form: port,
    fallback: '9745',
    commands: ['follow', 'status', 'explain', 'evidence', 'devnet'],
    about: 'Port of the JSON-RPC and health server',
  },
  'rpc.vhosts': {
    kind: 'many',
    form: hostName,
    limit: 64,
    commands: ['follow'],
    about: 'Host names by which callers may address the server, besides localhost and IPs',
  },
  'rpc.enable-admin': {
    kind: 'switch',
    fallback: 'false',
    commands: ['follow'],
    about: 'Serve admin_acknowledgeHalt',
  },
  rpc: {
    kind: 'one',
    form: url,
    fallback: null,
    commands: ['status', 'explain', 'evidence'],
    about: 'The follower to ask; when unset, the one at --rpc.addr and --rpc.port',
  },
  json: {
    kind: 'switch',
    fallback: 'false',
    commands: ['status', 'explain', 'evidence', 'devnet'],
    about: 'Print JSON',
  },
  scenario: {
    kind: 'one',
    form: oneOf('outage', 'mismatch', 'restart', 'engine-down', 'replacement', 'l1-reorg'),
    fallback: null,
    commands: ['devnet'],
    about: 'Play one story in the embedded network and end with what should have been seen',
  },
  stock: {
    kind: 'switch',
    fallback: 'false',
    commands: ['devnet'],
    about: 'Run the stock op-node, op-geth and op-batcher, which Go builds at the first time',
  },
  promotions: {
    kind: 'one',
    form: promotions,
    fallback: null,
    commands: ['devnet'],
    about: 'End the embedded network after so many promotions',
  },
  verbose: {
    kind: 'switch',
    fallback: 'false',
    commands: ['devnet'],
    about: 'Write the log of follower and attester to stderr',
  },
} as const satisfies Record<string, Option>
