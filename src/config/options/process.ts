import { ipAddress, oneOf, path, peer, port } from '../forms.ts'
import type { Option } from '../option.ts'

/** The process itself: its peers, files and lines. Defaults stay clear of an op-node on the same machine. */
export const processOptions = {
  'data-dir': {
    kind: 'one',
    form: path,
    fallback: 'op-follower-data',
    commands: ['follow', 'attest'],
    about: 'Directory for facts, evidence and the peer identity; belongs to one process at a time',
  },
  'p2p.listen.ip': {
    kind: 'one',
    form: ipAddress,
    fallback: '127.0.0.1',
    commands: ['follow', 'attest'],
    about: 'Address to listen on for peers; 0.0.0.0 to be reached from outside',
  },
  'p2p.listen.tcp': {
    kind: 'one',
    form: port,
    fallback: '9322',
    commands: ['follow', 'attest'],
    about: 'Port to listen on for peers',
  },
  'p2p.static': {
    kind: 'many',
    form: peer,
    limit: 64,
    commands: ['follow', 'attest'],
    about: 'Peers that are dialled, and dialled again when they are lost',
  },
  'p2p.priv.path': {
    kind: 'one',
    form: path,
    fallback: null,
    commands: ['follow', 'attest'],
    about: 'File with the hex secp256k1 key of the peer identity; kept in the data directory when unset',
  },
  'log.level': {
    kind: 'one',
    form: oneOf('trace', 'debug', 'info', 'warn', 'error', 'crit'),
    fallback: 'info',
    commands: ['follow', 'attest'],
    opNodeEnv: 'OP_NODE_LOG_LEVEL',
    about: 'The lowest level that is written',
  },
  'log.format': {
    kind: 'one',
    form: oneOf('logfmt', 'json'),
    fallback: 'logfmt',
    commands: ['follow', 'attest'],
    about: 'How a line is written',
  },
  'log.color': {
    kind: 'switch',
    fallback: null,
    commands: ['follow', 'attest'],
    opNodeEnv: 'OP_NODE_LOG_COLOR',
    about: 'Colour the level in logfmt lines; when unset, if the output is a terminal',
  },
} as const satisfies Record<string, Option>
