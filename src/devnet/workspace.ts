import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The one directory that the embedded network writes to. */
export interface Workspace {
  readonly root: string
  /** Shared by the execution clients and those who call them, as on one machine of an operator. */
  readonly jwtSecretPath: string
  readonly directory: (name: string) => Promise<string>
  readonly remove: () => Promise<void>
}

export async function openWorkspace(): Promise<Workspace> {
  const root = await mkdtemp(join(tmpdir(), 'op-follower-devnet-'))
  const jwtSecretPath = join(root, 'jwt.hex')
  await writeFile(jwtSecretPath, `0x${randomBytes(32).toString('hex')}`, { mode: 0o600 })
  return {
    root,
    jwtSecretPath,
    directory: async (name) => {
      const path = join(root, name)
      await mkdir(path, { recursive: true })
      return path
    },
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 5 }),
  }
}
