import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'

/** One import statement of our own code. */
export interface Import {
  readonly file: string
  /** A path of ours, or the name of a package. */
  readonly target: string
  readonly isTypeOnly: boolean
}

const statement =
  /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|^import\s+()'([^']+)'|\bimport\(()'([^']+)'\)/gm

export function importsOf(folder: string): readonly Import[] {
  return sourceFiles(folder).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(statement)].map((match) => ({
      file,
      target: resolve(file, match[2] ?? match[4] ?? match[6] ?? ''),
      isTypeOnly: match[1] !== undefined,
    })),
  )
}

export function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name).split(sep).join('/'))
}

/** `machines`, `src/wire`, or a file at the top of `src`. */
export function roomOf(path: string): string {
  const [top, room] = path.split('/')
  return top === 'machines' ? 'machines' : `${top}/${room}`
}

export function isOurs(target: string): boolean {
  return target.startsWith('src/') || target.startsWith('machines/')
}

function resolve(file: string, specifier: string): string {
  return specifier.startsWith('.')
    ? normalize(join(dirname(file), specifier))
        .split(sep)
        .join('/')
    : specifier
}
