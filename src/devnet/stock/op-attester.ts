import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Address } from '../../../machines/values.ts'
import { type Account, createAccount } from './chain/accounts.ts'
import type { Chain } from './chain/chain.ts'
import { createIdentity } from './identity.ts'
import type { L1 } from './l1.ts'
import type { OpGeth } from './op-geth.ts'
import { createOwnProgram, isListening } from './own-program.ts'
import type { Program } from './program.ts'
import type { Site } from './site.ts'

/** `op-follower attest` beside a node. */
export interface OpAttester extends Program {
  readonly account: Account
  /** As followers name it. */
  readonly address: Address
  readonly multiaddr: string
}

/** What a follower is told of an attester: whom it trusts, and who tells it. */
export type ToldAttester = Pick<OpAttester, 'address' | 'multiaddr'>

export interface OpAttesterOptions {
  readonly name: string
  readonly nodeUrl: string
  /** The client of that node, of which it reads blocks. */
  readonly client: OpGeth
  /** For a node that only derives, and does not say that it verifies other chains. */
  readonly trustSource: boolean
}

/** Not started yet. Its key is made here. */
export async function createOpAttester(
  site: Site,
  l1: L1,
  { chainId }: Chain,
  { name, nodeUrl, client, trustSource }: OpAttesterOptions,
): Promise<OpAttester> {
  const { workspace } = site
  const account = createAccount()
  const dataDir = await workspace.directory(name)
  const keyPath = join(dataDir, 'attester.key')
  await writeFile(keyPath, account.privateKey, { mode: 0o600 })
  const identity = await createIdentity(site, name)
  const program = createOwnProgram(site, {
    name,
    args: [
      ['attest', `--l2.chain-id=${chainId}`, `--rollup-rpc=${nodeUrl}`, `--l1=${l1.url}`],
      [`--l2=${client.engineUrl}`, `--l2.jwt-secret=${workspace.jwtSecretPath}`],
      [`--attest.key-path=${keyPath}`, `--data-dir=${dataDir}`, '--log.level=debug'],
      [`--p2p.listen.tcp=${identity.port}`, `--p2p.priv.path=${identity.keyPath}`],
      trustSource ? ['--attest.trust-source'] : [],
    ].flat(),
    isReady: () => isListening(identity.port),
  })
  const address = account.address.toLowerCase() as Address
  return { ...program, account, address, multiaddr: identity.multiaddr }
}
