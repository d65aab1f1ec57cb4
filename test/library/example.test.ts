import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)

test('the example of the documents follows, explains and ends by itself', async () => {
  const { stdout, stderr } = await run(process.execPath, ['examples/embed/follow.ts'], { timeout: 20_000 })
  const told = stdout.split('\n').filter((line) => /^(promoted|safe|✗)/.test(line))
  expect(told.map((line) => line.replace(/ {2}.*/, ''))).toEqual([
    'promoted 0 (anchor)',
    'promoted 2 (attested)',
    '✗ derivation/behind',
    'promoted 3 (attested)',
    'safe is 3',
  ])
  expect(stdout).toContain('expected local-safe at or above 3')
  expect(stderr).toBe('')
})
