import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createMemoryAttesterStore, createMemoryFollowerStore } from '../../src/adapters/memory/store.ts'
import { openAttesterStore } from '../../src/adapters/sqlite/attester-store.ts'
import { openFollowerStore } from '../../src/adapters/sqlite/follower-store.ts'
import { attesterStoreContract } from './attester-store.ts'
import { followerStoreContract } from './follower-store.ts'
import { followerStoreDenialsContract } from './follower-store-denials.ts'
import { followerStoreEvidenceContract } from './follower-store-evidence.ts'
import { followerStoreHeadsContract } from './follower-store-heads.ts'

function temporaryDirectory(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'op-follower-store-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  return dataDir
}

/** A restart of a file is closing it and opening it anew; of memory, the same object. */
function reopening<Store extends { close: () => void }>(
  open: () => Store,
): { store: Store; again: () => Store } {
  const store = open()
  let current = store
  onTestFinished(() => current.close())
  const again = () => {
    current.close()
    current = open()
    return current
  }
  return { store, again }
}

for (const contract of [
  followerStoreContract,
  followerStoreDenialsContract,
  followerStoreEvidenceContract,
  followerStoreHeadsContract,
]) {
  contract('the file', (limits = {}) => {
    const dataDir = temporaryDirectory()
    return reopening(() => openFollowerStore({ dataDir, limits }))
  })
  contract('memory', (limits = {}) => {
    const store = createMemoryFollowerStore({ limits })
    return reopening(() => store)
  })
}

attesterStoreContract('the file', (limits) => {
  const dataDir = temporaryDirectory()
  return reopening(() => openAttesterStore({ dataDir, ...(limits && { limits }) }))
})
attesterStoreContract('memory', (limits) => {
  const store = createMemoryAttesterStore(limits)
  return reopening(() => store)
})
