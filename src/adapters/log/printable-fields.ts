import { printableUrl } from '../json-rpc/printable-url.ts'

/** Names under which a value is never written, whatever it is. */
const secret = /secret|private|password|token|authorization|mnemonic/i

/** Values as they may be written: secrets by name are hidden, URLs lose their keys, errors become a line. */
export function printableFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, secret.test(name) ? '(hidden)' : printable(value)]),
  )
}

function printable(value: unknown): unknown {
  if (typeof value === 'string') return withoutKeys(value)
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Error) return withoutKeys(`${value.name}: ${value.message}`)
  if (Array.isArray(value)) return value.map(printable)
  if (value !== null && typeof value === 'object') return printableFields({ ...value })
  return value
}

/** URLs stand inside of messages too. */
function withoutKeys(text: string): string {
  return text.replaceAll(/\b(https?|wss?):\/\/[^\s"'<>]+/g, printableUrl)
}
