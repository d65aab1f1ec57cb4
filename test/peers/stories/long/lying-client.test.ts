import { describe, expect, it } from 'vitest'
import type { OpFollower } from '../../../../src/devnet/stock/op-follower.ts'
import { lies } from '../../support/lies.ts'
import { openLyingClientStage } from '../../support/lying-client-stage.ts'
import { rebuild } from '../../support/rebuild.ts'
import { watchExplain } from '../../support/watch-explain.ts'

describe('a client that builds something else than its node asks for, which the node then calls safe', () => {
  it('is caught by name: nothing is promoted that holds the lie', async (context) => {
    const stage = await openLyingClientStage(context)
    const { story, follow, tell } = stage
    const checking = await follow('op-follower-checking', true)
    const trusting = await follow('op-follower-trusting', false)
    const explained = watchExplain(story, checking)
    for (const follower of [checking, trusting])
      await story.until(`${follower.name} promotes`, async () => (await crossSafe(follower)) > 0)

    const { prevRandao, ...others } = lies
    const { number } = await tell(prevRandao)
    await story.until('who does not check promotes it', async () => (await crossSafe(trusting)) >= number)
    const named = await story.until('the field is named', () =>
      explained.seen().find(({ code }) => code === 'consolidation/differs'),
    )
    expect(named.detail).toContain(`block ${number}`)
    expect(named.detail).toContain('prevRandao is not what')
    const { prevRandao: seen } = prevRandao({ timestamp: '0x0', transactions: [] })
    expect(named).toMatchObject({ expected: expect.stringMatching(/^0x[0-9a-f]{64}$/), seen })

    for (const [field, lie] of Object.entries(others)) {
      const at = await tell(lie)
      const detail = `${field} is not what its parent and L1 make of it`
      expect(await rebuild(stage, at)).toMatchObject({ kind: 'stopped', reason: 'differs', at, detail })
    }
    expect(await crossSafe(checking)).toBeLessThan(number)
  })
})

async function crossSafe(follower: OpFollower): Promise<number> {
  return (await follower.status())?.heads.crossSafe?.number ?? 0
}
