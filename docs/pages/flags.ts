import { commandNames, commands } from '../../src/config/commands.ts'
import { envName } from '../../src/config/environment.ts'
import { synopsis } from '../../src/config/help.ts'
import type { Option } from '../../src/config/option.ts'
import { type Flag, optionGroups } from '../../src/config/options.ts'
import { code, page, table } from './markdown.ts'

export function flagsPage(): string {
  return page(
    'src/config',
    '# Flags and variables',
    'A flag wins over our variable, ours over the one of op-node, that over the default. Variables are the flag in ' +
      'capitals behind `OP_FOLLOWER_`. Only those of op-node are read that mean the same thing for both processes; ' +
      'ports, keys and peers are not. Flags that may be repeated also take several values with commas between.',
    '`--print-config` prints every value with its origin, without credentials. `--help` and `--version` are always there.',
    table(['Command', 'What it does'], commandNames.map(commandRow)),
    ...optionGroups.flatMap(({ title, options }) => [`## ${title}`, optionTable(options)]),
  )
}

function commandRow(name: (typeof commandNames)[number]): readonly string[] {
  const { about, operands } = commands[name]
  return [code(operands === null ? name : `${name} ${operands}`), `${about}.`]
}

function optionTable(group: Record<string, Option>): string {
  const rows = Object.entries(group).map(([flag, option]) => optionRow(flag as Flag, option))
  return table(['Flag', 'Variable', 'Default', 'Commands', 'Meaning'], rows)
}

function optionRow(flag: Flag, option: Option): readonly string[] {
  const { opNodeEnv } = option
  const variables = opNodeEnv === undefined ? [envName(flag)] : [envName(flag), opNodeEnv]
  return [
    flagCell(flag, option),
    variables.map(code).join(', '),
    defaultCell(option),
    option.commands.join(', '),
    meaningCell(option),
  ]
}

function flagCell(flag: Flag, option: Option): string {
  const rest = synopsis(flag, option).slice(`--${flag}`.length).trim()
  return rest === '' ? code(`--${flag}`) : `${code(`--${flag}`)} ${code(rest)}`
}

function defaultCell(option: Option): string {
  const fallback = option.kind === 'many' ? null : option.fallback
  if (fallback !== null) return code(fallback)
  const needed = option.kind === 'switch' ? [] : (option.requiredBy ?? [])
  return needed.length === 0 ? '–' : `needed by ${needed.join(', ')}`
}

function meaningCell(option: Option): string {
  if (option.kind === 'switch') return `${option.about}.`
  const count = option.kind === 'many' ? ` At most ${option.limit}.` : ''
  return `${option.about}. Expects ${option.form.expected}.${count}`
}
