import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import * as Schema from 'effect/Schema'
import type { Hash } from '../../../machines/values.ts'
import { blockHeaderSchema } from '../../adapters/json-rpc/block-header.ts'
import type { BlockHeader } from '../../ports/execution-client.ts'
import { quantitySchema } from '../../wire/json-values.ts'
import { freePort } from '../free-port.ts'
import type { Chain } from './chain/chain.ts'
import { createProgram, type Program } from './program.ts'
import { createRpc, type Rpc } from './rpc.ts'
import type { Site } from './site.ts'

/** An execution client of one chain. */
export interface OpGeth extends Program {
  /** The open port: `eth`, `debug`, `admin`, `txpool`. */
  readonly rpc: Rpc
  /** The authenticated port, for the one rollup node that drives it. */
  readonly engineUrl: string
  /** Null when it has no such block, or does not answer. */
  readonly block: (which: 'latest' | 'safe' | 'finalized' | number) => Promise<BlockHeader | null>
  /** Also one that is on no chain any more. */
  readonly blockOf: (hash: Hash) => Promise<BlockHeader | null>
  /** Dials another client of its chain, to take blocks from it. */
  readonly join: (other: OpGeth) => Promise<void>
}

const initDeadlineMs = 60_000

/** Writes block 0 into a new directory; the process is not started yet. */
export async function createOpGeth(site: Site, chain: Chain, name: string): Promise<OpGeth> {
  const { workspace, executables } = site
  const ports = { http: await freePort(), engine: await freePort(), p2p: await freePort() }
  const dataDir = await workspace.directory(name)
  const rpc = createRpc(`http://127.0.0.1:${ports.http}`)
  const stored = ['--datadir', dataDir, '--state.scheme=hash']
  const init = [...stored, 'init', chain.files.genesis]
  await promisify(execFile)(executables['op-geth'], init, { timeout: initDeadlineMs })
  const program = createProgram(site, {
    name,
    command: executables['op-geth'],
    args: [...stored, ...argumentsOf(chain, ports), `--authrpc.jwtsecret=${workspace.jwtSecretPath}`],
    isReady: async () => (await rpc.attempt(quantitySchema, 'eth_chainId')) !== null,
  })
  return {
    ...program,
    rpc,
    engineUrl: `http://127.0.0.1:${ports.engine}`,
    block: (which) => {
      const selector = typeof which === 'number' ? `0x${which.toString(16)}` : which
      return rpc.attempt(Schema.NullOr(blockHeaderSchema), 'eth_getBlockByNumber', selector, false)
    },
    blockOf: (hash) => rpc.attempt(Schema.NullOr(blockHeaderSchema), 'eth_getBlockByHash', hash, false),
    join: async (other) => {
      const { enode } = await other.rpc.call(nodeInfo, 'admin_nodeInfo')
      await rpc.call(Schema.Boolean, 'admin_addPeer', enode)
    },
  }
}

const nodeInfo = Schema.Struct({ enode: Schema.String })

interface Ports {
  readonly http: number
  readonly engine: number
  readonly p2p: number
}

/** In archive mode, so that a client that was killed comes back near where it was. */
function argumentsOf({ chainId }: Chain, ports: Ports): readonly string[] {
  return [
    ['--http', '--http.addr=127.0.0.1', `--http.port=${ports.http}`],
    ['--http.api=eth,net,web3,debug,txpool,admin'],
    ['--authrpc.addr=127.0.0.1', `--authrpc.port=${ports.engine}`],
    [`--port=${ports.p2p}`, '--nodiscover', '--nat=none', '--netrestrict=127.0.0.0/8'],
    ['--syncmode=full', '--gcmode=archive', `--networkid=${chainId}`, '--cache=128'],
    ['--rollup.disabletxpoolgossip', '--ipcdisable', '--verbosity=3'],
  ].flat()
}
