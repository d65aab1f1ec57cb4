import { type Arguments, asides, type TypedFlag } from './arguments.ts'
import { type Command, commands } from './commands.ts'
import { decodeOption, type Written } from './decode.ts'
import { type Environment, environmentValue, unknownVariables } from './environment.ts'
import { foreignFlag } from './foreign.ts'
import { type Flag, flags, flagsOf, isFlag, optionOf, type Values } from './options.ts'
import { didYouMean } from './suggest.ts'

export type Reading<C extends Command> =
  | {
      readonly kind: 'values'
      readonly values: Values<C>
      readonly written: readonly Written[]
      /** Worth saying once at the start: names taken over from op-node, variables that set nothing. */
      readonly notes: readonly string[]
    }
  | { readonly kind: 'problems'; readonly written: readonly Written[]; readonly problems: readonly string[] }

/** Flags before our environment before op-node's environment before defaults; every problem at once. */
export function readConfig<C extends Command>(command: C, args: Arguments, env: Environment): Reading<C> {
  const written = flagsOf(command).map((flag) => findWritten(flag, args.typed, env))
  const decoded = written.map((one) => ({ one, result: decodeOption(optionOf(one.flag), one, command) }))
  const problems = [
    ...args.typed.flatMap((typed) => judgeFlag(typed, command)),
    ...repeated(args.typed),
    ...judgeOperands(command, args),
    ...decoded.flatMap(({ result }) => (result.kind === 'problem' ? [result.problem] : [])),
  ]
  if (problems.length > 0) return { kind: 'problems', written, problems }
  const entries = decoded.flatMap(({ one, result }) =>
    result.kind === 'value' ? [[one.flag, result.value]] : [],
  )
  // The table decoded each entry with its own form; this is where that becomes a type.
  const values = Object.fromEntries(entries) as Values<C>
  return { kind: 'values', values, written, notes: [...takenOver(written), ...unknownVariables(env)] }
}

function findWritten(flag: Flag, typed: readonly TypedFlag[], env: Environment): Written {
  const given = typed.filter(({ name }) => name === flag)
  if (given.length > 0) {
    const texts = given.flatMap(({ text }) => text ?? [])
    return { flag, texts, bare: texts.length < given.length, origin: 'flag' }
  }
  const variable = environmentValue(flag, env)
  if (variable !== null) return { flag, texts: [variable.text], bare: false, origin: variable.name }
  return { flag, texts: [], bare: false, origin: 'default' }
}

function judgeFlag({ name }: TypedFlag, command: Command): readonly string[] {
  if (!isFlag(name)) return [foreignFlag(name) ?? unknownFlag(name, command)]
  const owners = optionOf(name).commands
  return owners.includes(command) ? [] : [`--${name} belongs to ${owners.join(', ')}, not to ${command}`]
}

function unknownFlag(name: string, command: Command): string {
  if (name.startsWith('-')) return `${name} is not known; flags have two dashes`
  return `--${name} is not known${didYouMean(name, [...flagsOf(command), ...asides], '--')}`
}

function repeated(typed: readonly TypedFlag[]): readonly string[] {
  return flags
    .filter((flag) => optionOf(flag).kind !== 'many')
    .filter((flag) => typed.filter(({ name }) => name === flag).length > 1)
    .map((flag) => `--${flag} is given more than once`)
}

/** What follows a mistyped flag may be its value, so operands are judged only when all flags are known. */
function judgeOperands(command: Command, { typed, operands }: Arguments): readonly string[] {
  const surplus = commands[command].operands === null && operands.length > 0
  if (!surplus || !typed.every(({ name }) => isFlag(name))) return []
  return [`${command} takes no operands; seen '${operands.join(' ')}'`]
}

function takenOver(written: readonly Written[]): readonly string[] {
  return written
    .filter(({ origin }) => origin.startsWith('OP_NODE_'))
    .map(({ flag, origin }) => `--${flag} is taken from ${origin}`)
}
