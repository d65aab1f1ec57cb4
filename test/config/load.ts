import { parseArguments } from '../../src/config/arguments.ts'
import { askConfig } from '../../src/config/ask.ts'
import { attestConfig, judgeAttest } from '../../src/config/attest.ts'
import type { Command } from '../../src/config/commands.ts'
import { devnetConfig } from '../../src/config/devnet.ts'
import type { Environment } from '../../src/config/environment.ts'
import { followConfig } from '../../src/config/follow.ts'
import { judgeFollow } from '../../src/config/follow-rules.ts'
import type { Values } from '../../src/config/options.ts'
import { readConfig } from '../../src/config/read.ts'

export const attester = '0x1111111111111111111111111111111111111111'
export const otherAttester = '0x2222222222222222222222222222222222222222'

export type Settings = Readonly<Record<string, string>>

const alone: Settings = { 'l2.chain-id': '10', 'rollup-rpc': 'http://node', attesters: attester }

/** The least for a follower that checks nothing against L1. */
export const unchecked: Settings = { ...alone, 'derivation.l1-check': 'false' }

/** The least that each command has to be told. */
export const least: Readonly<Record<Command, Settings>> = {
  follow: { ...alone, l1: 'http://l1', l2: 'http://client' },
  attest: {
    'l2.chain-id': '10',
    'rollup-rpc': 'http://node',
    l2: 'http://client',
    'attest.key-path': 'key.hex',
  },
  status: {},
  explain: {},
  evidence: {},
  devnet: {},
}

/** The same as a person types it. */
export function words(settings: Settings): readonly string[] {
  return Object.entries(settings).map(([flag, text]) => `--${flag}=${text}`)
}

export type Loaded =
  | { readonly kind: 'config'; readonly config: unknown; readonly notes: readonly string[] }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }

/** What a command would run with, or why it would not. */
export function load(command: Command, args: readonly string[], env: Environment = {}): Loaded {
  return loaders[command](args, env)
}

export function problemsOf(loaded: Loaded): readonly string[] {
  return loaded.kind === 'problems' ? loaded.problems : []
}

type Loader = (args: readonly string[], env: Environment) => Loaded

const loaders: Readonly<Record<Command, Loader>> = {
  follow: loader('follow', judgeFollow, followConfig),
  attest: loader('attest', judgeAttest, attestConfig),
  status: loader('status', () => [], askConfig),
  explain: loader('explain', () => [], askConfig),
  evidence: loader('evidence', () => [], askConfig),
  devnet: loader('devnet', () => [], devnetConfig),
}

function loader<C extends Command>(
  command: C,
  judge: (values: Values<C>) => readonly string[],
  configure: (values: Values<C>) => unknown,
): Loader {
  return (args, env) => {
    const reading = readConfig(command, parseArguments(args), env)
    if (reading.kind === 'problems') return { kind: 'problems', problems: reading.problems }
    const problems = judge(reading.values)
    if (problems.length > 0) return { kind: 'problems', problems }
    return { kind: 'config', config: configure(reading.values), notes: reading.notes }
  }
}
