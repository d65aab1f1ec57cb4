import { describe, expect, it } from 'vitest'
import { createCleanup } from '../../src/devnet/cleanup.ts'

describe('cleaning up', () => {
  it('undoes the last thing first, once', async () => {
    const undone: string[] = []
    const cleanup = createCleanup()
    cleanup.defer(() => void undone.push('first'))
    cleanup.defer(async () => void undone.push('second'))
    await cleanup.run()
    await cleanup.run()
    expect(undone).toEqual(['second', 'first'])
  })

  it('undoes the rest when one thing fails, and then says so', async () => {
    const undone: string[] = []
    const cleanup = createCleanup()
    cleanup.defer(() => void undone.push('first'))
    cleanup.defer(() => {
      throw new Error('stuck')
    })
    await expect(cleanup.run()).rejects.toThrow('stuck')
    expect(undone).toEqual(['first'])
  })
})
