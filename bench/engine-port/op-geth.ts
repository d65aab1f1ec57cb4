import { access, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Address } from '../../machines/values.ts'
import type { Chain } from '../../src/devnet/stock/chain/chain.ts'
import { forksThrough } from '../../src/devnet/stock/chain/forks.ts'
import { stockGenesis } from '../../src/devnet/stock/chain/genesis.ts'
import { createOpGeth } from '../../src/devnet/stock/op-geth.ts'
import { cachedPath } from '../../src/devnet/stock/programs/cache.ts'
import { goToolchain } from '../../src/devnet/stock/programs/go.ts'
import { type Executables, openSite, type Site } from '../../src/devnet/stock/site.ts'
import type { BenchClient } from './bench-client.ts'

const chainId = 901

/** A stock op-geth at its genesis; null where none was built yet, which `npm run test:peers` does. */
export async function startOpGeth(rich: readonly Address[] = []): Promise<BenchClient | null> {
  const command = await builtOpGeth()
  if (command === null) return null
  const site = await openSite({ 'op-geth': command } as Executables)
  try {
    return await startIn(site, rich)
  } catch (error) {
    await site.close()
    throw error
  }
}

async function startIn(site: Site, rich: readonly Address[]): Promise<BenchClient> {
  const { workspace } = site
  const genesis = join(workspace.root, 'genesis.json')
  const timestamp = Math.floor(Date.now() / 1_000)
  await writeFile(
    genesis,
    JSON.stringify(stockGenesis({ chainId, timestamp, forks: forksThrough('isthmus'), rich })),
  )
  const geth = await createOpGeth(site, { chainId, files: { genesis } } as Chain, 'op-geth')
  await geth.start()
  const head = await geth.block(0)
  if (head === null) throw new Error('op-geth has no genesis')
  const secret = (await readFile(workspace.jwtSecretPath, 'utf8')).trim().replace(/^0x/, '')
  return { name: 'op-geth', url: geth.engineUrl, secret, head, close: site.close }
}

async function builtOpGeth(): Promise<string | null> {
  const toolchain = await goToolchain()
  if (toolchain === null) return null
  const path = await cachedPath('op-geth', toolchain)
  return access(path).then(
    () => path,
    () => null,
  )
}
