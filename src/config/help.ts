import { type Command, commandNames, commands } from './commands.ts'
import { envName } from './environment.ts'
import type { Option } from './option.ts'
import { type Flag, optionGroups } from './options.ts'

/** What `op-follower --help` prints. */
export function help(): string {
  const width = Math.max(...commandNames.map((name) => name.length))
  const lines = commandNames.map((name) => `  ${name.padEnd(width)}  ${commands[name].about}`)
  return [
    'Follow an OP Stack chain: promote only what was attested and derived here.',
    '',
    'Usage: op-follower <command> [options]',
    '',
    ...lines,
    '',
    'op-follower <command> --help lists the options of a command.',
    '',
  ].join('\n')
}

/** What `op-follower <command> --help` prints. */
export function commandHelp(command: Command): string {
  const { about, operands } = commands[command]
  const groups = optionGroups.flatMap(({ title, options }) => groupHelp(command, title, options))
  return [
    `${about}.`,
    '',
    `Usage: op-follower ${command} ${operands === null ? '' : `${operands} `}[options]`,
    ...groups,
    '',
    '--print-config  Print every value with its origin and stop',
    '',
  ].join('\n')
}

/** How a flag is written, without its default. */
export function synopsis(flag: string, option: Option): string {
  if (option.kind !== 'switch') return `--${flag} ${option.form.placeholder}`
  return option.fallback === 'true' ? `--${flag}=false` : `--${flag}`
}

function groupHelp(command: Command, title: string, group: Record<string, Option>): readonly string[] {
  const own = Object.entries(group).filter(([, option]) => option.commands.includes(command))
  if (own.length === 0) return []
  return ['', `${title}:`, ...own.flatMap(([flag, option]) => optionHelp(command, flag as Flag, option))]
}

function optionHelp(command: Command, flag: Flag, option: Option): readonly string[] {
  const more = terms(option, command)
  const read = option.opNodeEnv === undefined ? envName(flag) : `${envName(flag)}, ${option.opNodeEnv}`
  return [
    `  ${synopsis(flag, option)}`,
    `      ${option.about}${more === '' ? '' : ` (${more})`}`,
    `      ${read}`,
  ]
}

/** Default, need and repetition of an option in words; empty when there is nothing to say. */
function terms(option: Option, command: Command): string {
  if (option.kind === 'switch') return option.fallback === null ? '' : `default: ${option.fallback}`
  const parts = [
    option.requiredBy?.includes(command) ? 'needed' : '',
    option.kind === 'one' && option.fallback !== null ? `default: ${option.fallback}` : '',
    option.kind === 'many' ? `repeatable, at most ${option.limit}` : '',
  ]
  return parts.filter((part) => part !== '').join('; ')
}
