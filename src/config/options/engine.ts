import { ipAddress, oneOf, path, port } from '../forms.ts'
import type { Option } from '../option.ts'

/** What the modes beyond shadow serve: the port before the execution client, and the sync status. */
export const engineOptions = {
  'engine.addr': {
    kind: 'one',
    form: ipAddress,
    fallback: '127.0.0.1',
    commands: ['follow'],
    about: 'Address of the engine port, which the rollup node gets as its --l2; engine mode only',
  },
  'engine.port': {
    kind: 'one',
    form: port,
    fallback: '9551',
    commands: ['follow'],
    about: 'Port of the engine port; engine mode only',
  },
  'engine.jwt-secret': {
    kind: 'one',
    form: path,
    fallback: null,
    commands: ['follow'],
    about: 'File with the hex JWT secret of the rollup node; when unset, the one of --l2.jwt-secret',
  },
  'gateway.local-safe': {
    kind: 'one',
    form: oneOf('derived', 'capped', 'auto'),
    fallback: 'auto',
    commands: ['follow'],
    about:
      'The local_safe_l2 that is served: derived here, capped at cross-safe, or capped until interop is active',
  },
} as const satisfies Record<string, Option>
