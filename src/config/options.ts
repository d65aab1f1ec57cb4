import type { Command } from './commands.ts'
import type { Option, ValueOf } from './option.ts'
import { attestOptions } from './options/attest.ts'
import { chainOptions } from './options/chain.ts'
import { derivationOptions } from './options/derivation.ts'
import { engineOptions } from './options/engine.ts'
import { processOptions } from './options/process.ts'
import { rpcOptions } from './options/rpc.ts'
import { trustOptions } from './options/trust.ts'

/** The one table of options: parsing, environment, defaults, help and the reference come from it. */
const options = {
  ...chainOptions,
  ...derivationOptions,
  ...trustOptions,
  ...engineOptions,
  ...attestOptions,
  ...processOptions,
  ...rpcOptions,
} as const

/** The same options under the headings of help and reference. */
export const optionGroups = [
  { title: 'Chain and nodes', options: chainOptions },
  { title: 'Check against L1', options: derivationOptions },
  { title: 'Mode and trust', options: trustOptions },
  { title: 'Engine port and gateway', options: engineOptions },
  { title: 'Attesting', options: attestOptions },
  { title: 'Peers, files and log', options: processOptions },
  { title: 'Asking and showing', options: rpcOptions },
] as const satisfies readonly { title: string; options: Record<string, Option> }[]

type Options = typeof options

export type Flag = keyof Options

type FlagOf<C extends Command> = {
  [F in Flag]: C extends Options[F]['commands'][number] ? F : never
}[Flag]

/** Every option of one command, decoded. */
export type Values<C extends Command> = {
  readonly [F in FlagOf<C>]: ValueOf<Options[F], C>
}

export const flags = Object.keys(options) as readonly Flag[]

export function isFlag(name: string): name is Flag {
  return Object.hasOwn(options, name)
}

export function optionOf(flag: Flag): Option {
  return options[flag]
}

export function flagsOf(command: Command): readonly Flag[] {
  return flags.filter((flag) => optionOf(flag).commands.includes(command))
}
