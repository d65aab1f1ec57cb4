import { expect, it } from 'vitest'
import { stalePages } from '../../docs/pages/pages.ts'

it('has no stale page: npm run docs makes them anew', () => {
  expect(stalePages()).toEqual([])
})
