import { isFlag, optionOf } from './options.ts'

/** Flags that answer instead of running; they have no variable and no value. */
export const asides = ['help', 'version', 'print-config'] as const

type Aside = (typeof asides)[number]

/** One flag as it was typed, without its two dashes; the text is null when no value was given. */
export interface TypedFlag {
  readonly name: string
  readonly text: string | null
}

export interface Arguments {
  readonly typed: readonly TypedFlag[]
  readonly operands: readonly string[]
  readonly aside: Aside | null
}

/**
 * Takes the command line apart and judges nothing: `--flag value`, `--flag=value`, `--switch`,
 * `--switch=false`, operands anywhere, and after `--` operands only. A word that starts with
 * a dash is never the value of the flag before it.
 */
export function parseArguments(args: readonly string[]): Arguments {
  const end = args.includes('--') ? args.indexOf('--') : args.length
  const typed: TypedFlag[] = []
  const operands: string[] = []
  for (let i = 0; i < end; i++) {
    const word = args[i]!
    if (!word.startsWith('-')) {
      operands.push(word)
      continue
    }
    const flag = splitFlag(word)
    const next = i + 1 < end ? args[i + 1]! : '-'
    const takesNext = flag.text === null && takesValue(flag.name) && !next.startsWith('-')
    typed.push(takesNext ? { ...flag, text: next } : flag)
    if (takesNext) i++
  }
  return { ...withoutAsides(typed), operands: [...operands, ...args.slice(end + 1)] }
}

function splitFlag(word: string): TypedFlag {
  if (word === '-h') return { name: 'help', text: null }
  if (!word.startsWith('--')) return { name: word, text: null }
  const equals = word.indexOf('=')
  if (equals < 0) return { name: word.slice(2), text: null }
  return { name: word.slice(2, equals), text: word.slice(equals + 1) }
}

function takesValue(name: string): boolean {
  return isFlag(name) && optionOf(name).kind !== 'switch'
}

function withoutAsides(typed: readonly TypedFlag[]): Pick<Arguments, 'typed' | 'aside'> {
  const isAside = ({ name }: TypedFlag) => asides.some((aside) => aside === name)
  return {
    typed: typed.filter((flag) => !isAside(flag)),
    aside: asides.find((aside) => typed.some(({ name }) => name === aside)) ?? null,
  }
}
