import { describe, expect, it } from 'vitest'
import { activatesAt, isActive, unknownForkAt } from '../../../src/derive/forks.ts'
import { forksUpTo, rollupOf } from '../support/rollup.ts'

const { forks } = rollupOf({ ...forksUpTo('holocene'), isthmus: 100 })

describe('a fork', () => {
  it('is active from its time on, and never without one', () => {
    expect([99, 100, 101].map((time) => isActive(forks, 'isthmus', time))).toEqual([false, true, true])
    expect(isActive(forks, 'holocene', 0)).toBe(true)
    expect(isActive(forks, 'jovian', Number.MAX_SAFE_INTEGER)).toBe(false)
  })

  it('activates in one block, although no block has just its time', () => {
    const blocks = [97, 99, 101, 103]
    const first = blocks.slice(1).map((time, i) => activatesAt(forks, 'isthmus', blocks[i]!, time))
    expect(first).toEqual([false, true, false])
    expect(activatesAt(forks, 'isthmus', 98, 100)).toBe(true)
    expect(activatesAt(forks, 'isthmus', 100, 102)).toBe(false)
  })

  it('that was there from genesis on activates in no block', () => {
    expect(activatesAt(forks, 'ecotone', 0, 2)).toBe(false)
  })
})

describe('a fork that nobody here has heard of', () => {
  const unknownForks = [
    { name: 'cenozoic', time: 300 },
    { name: 'mesozoic', time: 200 },
  ]

  it('is named from its time on, and the first of several', () => {
    const at = (time: number) => unknownForkAt({ unknownForks }, time)?.name ?? null
    expect([199, 200, 299, 300, 301].map(at)).toEqual([null, 'mesozoic', 'mesozoic', 'mesozoic', 'mesozoic'])
    expect(unknownForkAt({ unknownForks: [] }, 300)).toBeNull()
  })
})
