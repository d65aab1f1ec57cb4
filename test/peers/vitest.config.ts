import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { isLong } from './support/long.ts'

/** For `npm run test:peers`, which sees to the programs first. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['short', ...(isLong() ? ['long'] : [])].map((set) => `test/peers/stories/${set}/*.test.ts`),
    // One network at a time is as much as a small machine carries.
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
})
