import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Stories with stock programs, which `npm run test:peers` runs.
    exclude: ['test/peers/stories/**'],
    // Two files at a time: many of them start processes of their own.
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
})
