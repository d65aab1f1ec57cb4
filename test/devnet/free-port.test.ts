import { expect, test } from 'vitest'
import { freePort } from '../../src/devnet/free-port.ts'

test('no port is given twice, though nobody listens at it yet', async () => {
  const ports = new Set<number>()
  for (let count = 0; count < 500; count += 1) ports.add(await freePort())
  expect(ports.size).toBe(500)
})
