import { stalePages, writePages } from './pages/pages.ts'

// `npm run docs` writes the generated pages; with `-- --check` it only says which are stale.
if (process.argv.includes('--check')) {
  const stale = stalePages()
  if (stale.length > 0) console.error(`stale, run npm run docs: ${stale.join(', ')}`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  writePages()
}
