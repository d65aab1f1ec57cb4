import type { Written } from './decode.ts'
import { optionOf } from './options.ts'

/** Every option of a command with its value and where it came from; credentials taken out. */
export function showConfig(written: readonly Written[]): string {
  const rows = written.map((one) => [`--${one.flag}`, shownValue(one), `(${shownOrigin(one)})`] as const)
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) => `${row[0].padEnd(widths[0]!)}  ${row[1].padEnd(widths[1]!)}  ${row[2]}\n`).join('')
}

function shownValue({ flag, texts, bare }: Written): string {
  const option = optionOf(flag)
  if (option.kind === 'switch') return bare ? 'true' : (texts[0] ?? option.fallback ?? '-')
  if (option.kind === 'one') {
    const text = texts[0] ?? option.fallback
    return text === null ? '-' : option.form.show(text)
  }
  const pieces = texts.flatMap((text) => text.split(',')).map((piece) => option.form.show(piece.trim()))
  return pieces.length === 0 ? '-' : pieces.join(',')
}

function shownOrigin({ origin, flag }: Written): string {
  const option = optionOf(flag)
  const unset = option.kind === 'many' || option.fallback === null
  return origin === 'default' && unset ? 'not set' : origin
}
