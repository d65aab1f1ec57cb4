import { readFileSync, writeFileSync } from 'node:fs'
import { machinePage } from '../machine/page.ts'
import { exitCodesPage } from './exit-codes.ts'
import { flagsPage } from './flags.ts'
import { networksPage } from './networks.ts'
import { rpcPage } from './rpc.ts'

/** A page that is made from a table of the code. */
interface Page {
  /** Below docs/. */
  readonly path: string
  readonly make: () => string
}

/** Every generated page; a new one is one more line. */
const pages: readonly Page[] = [
  { path: 'machine.md', make: machinePage },
  { path: 'reference/flags.md', make: flagsPage },
  { path: 'reference/networks.md', make: networksPage },
  { path: 'reference/rpc.md', make: rpcPage },
  { path: 'reference/exit-codes.md', make: exitCodesPage },
]

/** The pages that are not what the code makes of them now. */
export function stalePages(): readonly string[] {
  return pages.filter(({ path, make }) => read(path) !== make()).map(({ path }) => `docs/${path}`)
}

export function writePages(): void {
  for (const { path, make } of pages) writeFileSync(urlOf(path), make())
}

function read(path: string): string | null {
  try {
    return readFileSync(urlOf(path), 'utf8')
  } catch {
    return null
  }
}

function urlOf(path: string): URL {
  return new URL(`../${path}`, import.meta.url)
}
