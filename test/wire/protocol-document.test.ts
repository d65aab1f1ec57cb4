import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withVectors } from '../../docs/protocol-vectors.ts'

it('the vectors in docs/protocol.md are what the code makes today; if not, run `npm run docs`', () => {
  const document = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8')
  expect(document).toBe(withVectors(document))
})
