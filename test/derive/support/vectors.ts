import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, it } from 'vitest'

/** Data of real chains, which is no part of this repository. `MANIFEST.json` in it says what each file proves. */
const root = resolve(import.meta.dirname, '../../..', process.env.OP_FOLLOWER_VECTORS ?? '../shared/vectors')

/** The place of a file or folder of the vectors; null where it is not on this machine. */
export function vectors(path: string): string | null {
  const place = resolve(root, path)
  return existsSync(place) ? place : null
}

/** Its text, unpacked where the name ends in .gz. Only inside {@link describeWithVectors}, or where `vectors` found it. */
export function readVector(path: string): string {
  const bytes = readFileSync(resolve(root, path))
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/**
 * A `describe` that stands as one skipped test, and says why in its title, unless all these files are on this
 * machine. Not `describe.skip`: that gathers its tests all the same, and so would read the files.
 */
export function describeWithVectors(title: string, paths: readonly string[], tests: () => void): void {
  const missing = paths.filter((path) => vectors(path) === null)
  if (missing.length === 0) describe(title, tests)
  else it.skip(`${title} (${missing.join(', ')} not under ${root}, see OP_FOLLOWER_VECTORS)`, tests)
}
