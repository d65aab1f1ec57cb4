import { readFileSync } from 'node:fs'
import * as Schema from 'effect/Schema'

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({ version: Schema.String })))

/** The version of the package this file belongs to. */
export function packageVersion(): string {
  return decode(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version
}
