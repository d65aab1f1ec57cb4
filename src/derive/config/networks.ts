import { decodeRollupConfig } from './decode-rollup-config.ts'
import networks from './networks.json' with { type: 'json' }
import type { RollupConfig } from './rollup-config.ts'

/** What `--network` takes: the superchain registry's chains by op-node's names, but those with alt-DA. */
export const networkNames: readonly string[] = Object.keys(networks)

const configs: Readonly<Record<string, unknown>> = networks

/** The rollup config of a public network; null where the name is not one of {@link networkNames}. */
export function networkConfig(name: string): RollupConfig | null {
  if (!Object.hasOwn(configs, name)) return null
  const decoded = decodeRollupConfig(configs[name])
  if (decoded.kind === 'ok') return decoded.value
  throw new Error(`the table of networks is wrong about ${name}: ${decoded.reason}`)
}
