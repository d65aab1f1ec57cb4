import { describe, expect, it } from 'vitest'
import { judgeDevnet } from '../../src/config/devnet.ts'
import type { ScenarioName } from '../../src/devnet/options.ts'

const judge = (scenario: ScenarioName | null, stock: boolean) =>
  judgeDevnet({ scenario, stock } as Parameters<typeof judgeDevnet>[0])

describe('a story on stock programs', () => {
  it.each(['replacement', 'l1-reorg'] as const)('%s is played', (scenario) => {
    expect(judge(scenario, true)).toEqual([])
  })

  it.each(['outage', 'mismatch', 'restart', 'engine-down'] as const)(
    '%s is refused, with the names of those that are played',
    (scenario) => {
      expect(judge(scenario, true)).toEqual([
        `--scenario ${scenario} is not played with --stock; replacement and l1-reorg are`,
      ])
      expect(judge(scenario, false)).toEqual([])
    },
  )

  it('need not be one', () => {
    expect(judge(null, true)).toEqual([])
  })
})
