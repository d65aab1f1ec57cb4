import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { moduleDirectory } from './packages.ts'

const run = promisify(execFile)

const askDeadlineMs = 60_000
/** Generous: the first build on a small machine takes minutes, and downloads come before it. */
const buildDeadlineMs = 25 * 60_000
const outputLimitBytes = 16 * 1024 * 1024

/** Which Go would build our module here, for whom; null where there is none. */
export async function goToolchain(): Promise<string | null> {
  try {
    const { stdout } = await go(['env', 'GOVERSION', 'GOOS', 'GOARCH'], AbortSignal.timeout(askDeadlineMs))
    return stdout.trim().split(/\s+/).join(' ')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** Builds one package of the module into a file. */
export async function goBuild(packagePath: string, output: string, signal: AbortSignal): Promise<void> {
  await go(
    ['build', '-o', output, packagePath],
    AbortSignal.any([signal, AbortSignal.timeout(buildDeadlineMs)]),
  )
}

function go(args: readonly string[], signal: AbortSignal) {
  return run('go', args, { cwd: moduleDirectory, signal, maxBuffer: outputLimitBytes })
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
