import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPrograms } from '../../src/devnet/stock/programs/build.ts'
import { stockPrograms } from '../../src/devnet/stock/programs/packages.ts'
import { askForLong } from './support/long.ts'

// `npm run test:peers [-- --long] [-- a filter or options of vitest]`: stories with stock programs.
const wanted = process.argv.slice(2)
const programs = await buildPrograms({
  names: stockPrograms,
  onBuild: (name) => console.log(`building ${name}; it is kept for the next time`),
})
if (programs.kind === 'ready') process.exitCode = await runStories(wanted)
else if (programs.kind === 'no-go')
  console.log(`SKIPPED: no story with stock programs ran, ${programs.detail}`)
else {
  console.error(`the stock programs were not built: ${programs.detail}`)
  process.exitCode = 1
}

async function runStories(args: readonly string[]): Promise<number> {
  const isLong = args.includes('--long')
  const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url))
  const rest = args.filter((argument) => argument !== '--long')
  const child = spawn(process.execPath, [vitestPath(), 'run', '--config', config, ...rest], {
    env: isLong ? askForLong(process.env) : process.env,
    stdio: 'inherit',
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}

function vitestPath(): string {
  return join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
}
