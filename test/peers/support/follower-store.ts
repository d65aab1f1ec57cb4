import { openFollowerStore } from '../../../src/adapters/sqlite/follower-store.ts'
import type { OpFollower } from '../../../src/devnet/stock/op-follower.ts'
import type { Site } from '../../../src/devnet/stock/site.ts'
import type { FollowerStorePort } from '../../../src/ports/store.ts'

/** What a follower that was killed has on disk. */
export async function readFollowerStore<T>(
  { workspace }: Site,
  { name }: OpFollower,
  read: (store: FollowerStorePort) => T,
): Promise<T> {
  const store = openFollowerStore({ dataDir: await workspace.directory(name) })
  try {
    return read(store)
  } finally {
    store.close()
  }
}
