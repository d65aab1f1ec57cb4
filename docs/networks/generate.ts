import { writeFileSync } from 'node:fs'
import { networksOf } from './networks-of.ts'

// `node docs/networks/generate.ts <checkout of the superchain registry>` writes the table of networks anew.
const [checkout] = process.argv.slice(2)
if (checkout === undefined) {
  console.error('name a checkout of github.com/ethereum-optimism/superchain-registry')
  process.exitCode = 2
} else {
  const { configs, leftOut } = networksOf(checkout)
  const table = new URL('../../src/derive/config/networks.json', import.meta.url)
  writeFileSync(table, `${JSON.stringify(configs, null, 2)}\n`)
  console.log(`${Object.keys(configs).length} networks; left out:\n${leftOut.join('\n')}`)
}
