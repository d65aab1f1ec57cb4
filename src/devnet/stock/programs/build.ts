import { access, rename } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDataDirectory } from '../../../adapters/sqlite/data-directory.ts'
import { StoreError } from '../../../ports/store-error.ts'
import { cacheDirectory, cachedPath } from './cache.ts'
import { goBuild, goToolchain } from './go.ts'
import { type ProgramName, packages } from './packages.ts'

/** Where the executables are, or why there are none. */
export type Programs<N extends ProgramName = ProgramName> =
  | { readonly kind: 'ready'; readonly paths: Readonly<Record<N, string>> }
  | { readonly kind: 'no-go'; readonly detail: string }
  | { readonly kind: 'not-built'; readonly detail: string }

export interface BuildOptions<N extends ProgramName> {
  readonly names: readonly N[]
  /** Told before a build that takes its time. */
  readonly onBuild?: (name: N) => void
  readonly signal?: AbortSignal
}

const lockDeadlineMs = 30 * 60_000
const lockRetryMs = 500

/** Takes the programs from the cache, and builds what is not there. One process builds at a time. */
export async function buildPrograms<N extends ProgramName>(options: BuildOptions<N>): Promise<Programs<N>> {
  const toolchain = await goToolchain()
  if (toolchain === null) return { kind: 'no-go', detail: 'there is no go on the PATH to build them with' }
  const paths = {} as Record<N, string>
  for (const name of options.names) paths[name] = await cachedPath(name, toolchain)
  try {
    for (const name of options.names) await ensure(name, paths[name], options)
    return { kind: 'ready', paths }
  } catch (error) {
    return { kind: 'not-built', detail: error instanceof Error ? error.message : String(error) }
  }
}

async function ensure<N extends ProgramName>(
  name: N,
  path: string,
  { onBuild, signal = new AbortController().signal }: BuildOptions<N>,
): Promise<void> {
  if (await exists(path)) return
  const release = await lockCache(signal)
  try {
    // Whoever held the lock before us may have built it.
    if (await exists(path)) return
    onBuild?.(name)
    await buildInto(packages[name], path, signal)
  } finally {
    release()
  }
}

/** Complete when it appears: a build that is interrupted leaves nothing under the final name. */
async function buildInto(packagePath: string, path: string, signal: AbortSignal): Promise<void> {
  const unfinished = `${path}.unfinished`
  await goBuild(packagePath, unfinished, signal)
  await rename(unfinished, path)
}

async function lockCache(signal: AbortSignal): Promise<() => void> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(lockDeadlineMs)])
  for (;;) {
    try {
      return openDataDirectory(cacheDirectory()).release
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'locked')) throw error
      await sleep(lockRetryMs, undefined, { signal: deadline })
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
