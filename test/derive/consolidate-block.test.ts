import { expect, test } from 'vitest'
import { consolidateBlock } from '../../src/derive/consolidate-block.ts'
import { firstOfEpoch, laterInEpoch, worldForks } from './support/world.ts'

test.each(worldForks)('the blocks of an honest sequencer are what L1 makes of them, in %s', (fork) => {
  for (const { rules, parent, block, origin } of [firstOfEpoch(fork), laterInEpoch(fork)]) {
    expect(consolidateBlock(rules, parent, block, origin)).toEqual({ kind: 'same' })
  }
})
