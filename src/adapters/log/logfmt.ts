const colors: Readonly<Record<string, number>> = { debug: 36, info: 32, warn: 33, error: 31 }

/** Rewrites one JSON line, as pino makes it, into `key=value` pairs with time, level and message first. */
export function logfmt(line: string, colored: boolean): string {
  const { t, lvl, msg, ...fields } = JSON.parse(line) as Record<string, unknown>
  const pairs = Object.entries(fields).map(([key, value]) => `${key}=${quoted(text(value))}`)
  return `${[`t=${text(t)}`, `lvl=${level(text(lvl), colored)}`, `msg=${quoted(text(msg))}`, ...pairs].join(' ')}\n`
}

function level(name: string, colored: boolean): string {
  const color = colors[name]
  return colored && color !== undefined ? `\u001b[${color}m${name}\u001b[0m` : name
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

/** Quotes whatever would end the value early, as Go's logfmt does; no control character gets through. */
function quoted(value: string): string {
  if (/^[^\s"=\p{Cc}]+$/u.test(value)) return value
  return JSON.stringify(value).replaceAll(
    /\p{Cc}/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
