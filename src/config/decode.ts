import * as Maybe from 'effect/Option'
import type { Command } from './commands.ts'
import type { ManyOption, OneOption, Option, SwitchOption } from './option.ts'
import type { Flag } from './options.ts'

/** What was written for one option, and where: a flag, a variable, or the table's default. */
export interface Written {
  readonly flag: Flag
  readonly texts: readonly string[]
  /** Typed as a flag without a value. */
  readonly bare: boolean
  readonly origin: string
}

export type Decoded =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly problem: string }

export function decodeOption(option: Option, written: Written, command: Command): Decoded {
  if (option.kind === 'switch') return decodeSwitch(option, written)
  if (written.bare) return refuse(`--${written.flag} needs a value: ${option.form.expected}`)
  if (option.kind === 'many') return decodeMany(option, written, command)
  return decodeOne(option, written, command)
}

function decodeSwitch(option: SwitchOption, written: Written): Decoded {
  const text = written.bare ? 'true' : (written.texts[0] ?? option.fallback)
  if (text === null) return value(null)
  if (text === 'true' || text === 'false') return value(text === 'true')
  return problem(written, 'true or false', text)
}

function decodeOne(option: OneOption<unknown>, written: Written, command: Command): Decoded {
  const text = written.texts[0] ?? option.fallback
  if (text === null) return option.requiredBy?.includes(command) ? missing(option, written) : value(null)
  const decoded = option.form.decode(text)
  return Maybe.isSome(decoded)
    ? value(decoded.value)
    : problem(written, option.form.expected, option.form.show(text))
}

function decodeMany(option: ManyOption<unknown>, written: Written, command: Command): Decoded {
  const { form, limit } = option
  const pieces = written.texts.flatMap((text) => text.split(',')).map((piece) => piece.trim())
  if (pieces.length === 0 && option.requiredBy?.includes(command)) return missing(option, written)
  if (pieces.length > limit) return problem(written, `at most ${limit} values`, `${pieces.length} values`)
  const values: unknown[] = []
  for (const piece of pieces) {
    const decoded = form.decode(piece)
    if (Maybe.isNone(decoded)) return problem(written, form.expected, form.show(piece))
    if (!values.includes(decoded.value)) values.push(decoded.value)
  }
  return value(values)
}

function value(decoded: unknown): Decoded {
  return { kind: 'value', value: decoded }
}

function missing(option: OneOption<unknown> | ManyOption<unknown>, written: Written): Decoded {
  return refuse(`--${written.flag} is needed: ${option.form.expected}`)
}

function problem(written: Written, expected: string, seen: string): Decoded {
  return refuse(`--${written.flag}: expected ${expected}; seen '${seen}' (${written.origin})`)
}

function refuse(line: string): Decoded {
  return { kind: 'problem', problem: line }
}
