import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { moduleDirectory, type ProgramName, packages } from './packages.ts'

/** Where built programs are kept between runs: outside the checkout, so that a fresh one finds them. */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const { OP_FOLLOWER_PEERS_CACHE: chosen, XDG_CACHE_HOME: base } = env
  return chosen || join(base || join(homedir(), '.cache'), 'op-follower', 'peers')
}

/** Changes with everything that the program is built from, and with what builds it. */
export async function cachedPath(program: ProgramName, toolchain: string): Promise<string> {
  const hash = createHash('sha256').update(toolchain)
  for (const file of await sourcesOf(packages[program])) hash.update(await readFile(file))
  return join(cacheDirectory(), `${program}-${hash.digest('hex').slice(0, 16)}`)
}

/** The versions and their checksums; of a package of ours its files as well. */
async function sourcesOf(packagePath: string): Promise<readonly string[]> {
  const locked = ['go.mod', 'go.sum'].map((name) => join(moduleDirectory, name))
  if (!packagePath.startsWith('.')) return locked
  const directory = join(moduleDirectory, packagePath)
  return [...locked, ...(await readdir(directory)).toSorted().map((name) => join(directory, name))]
}
