import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { decodeRollupConfig } from '../../src/derive/config/decode-rollup-config.ts'
import { readChainFile, readL1ChainId } from './registry-files.ts'
import { rollupJsonOf } from './rollup-json-of.ts'

interface Networks {
  /** By the name that op-node's `--network` takes. */
  readonly configs: Readonly<Record<string, ReturnType<typeof rollupJsonOf>>>
  /** One line for each chain that is not followed, with the reason. */
  readonly leftOut: readonly string[]
}

const superchainFile = 'superchain.toml'

/** Every chain in a checkout of the superchain registry that can be followed, sorted by name. */
export function networksOf(checkout: string): Networks {
  const configs: Record<string, ReturnType<typeof rollupJsonOf>> = {}
  const leftOut: string[] = []
  for (const { name, path, l1ChainId } of chainsIn(join(checkout, 'superchain', 'configs'))) {
    const chain = readChainFile(readFileSync(path, 'utf8'))
    const config = rollupJsonOf(chain, l1ChainId)
    const altDa = chain.alt_da !== undefined || chain.data_availability_type !== 'eth-da'
    const decoded = decodeRollupConfig(altDa ? { ...config, alt_da: true } : config)
    if (decoded.kind === 'ok') configs[name] = config
    else leftOut.push(`${name}: ${decoded.reason}`)
  }
  return { configs, leftOut }
}

interface ChainPath {
  readonly name: string
  readonly path: string
  readonly l1ChainId: number
}

function chainsIn(configs: string): readonly ChainPath[] {
  const superchains = readdirSync(configs, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const chains = superchains.flatMap(({ name }) => chainsOf(name, join(configs, name)))
  return chains.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function chainsOf(superchain: string, folder: string): readonly ChainPath[] {
  const l1ChainId = readL1ChainId(readFileSync(join(folder, superchainFile), 'utf8'))
  const files = readdirSync(folder).filter((file) => file.endsWith('.toml') && file !== superchainFile)
  return files.map((file) => ({
    name: `${basename(file, '.toml')}-${superchain}`,
    path: join(folder, file),
    l1ChainId,
  }))
}
