import { describe, expect, it } from 'vitest'
import { decodeL1ChainConfig } from '../../../src/derive/config/decode-l1-chain-config.ts'
import { l1ChainConfig } from '../../../src/derive/config/l1-chains.ts'
import { decodedValue } from '../support/decoded-value.ts'

/** As an L1 execution client has it in its genesis file. */
const config = {
  chainId: 900,
  homesteadBlock: 0,
  terminalTotalDifficulty: 0,
  depositContractAddress: `0x${'00'.repeat(20)}`,
  shanghaiTime: 0,
  cancunTime: 0,
  pragueTime: 50,
  osakaTime: 60,
  bpo1Time: 70,
  blobSchedule: {
    cancun: { target: 3, max: 6, baseFeeUpdateFraction: 100 },
    prague: { target: 6, max: 9, baseFeeUpdateFraction: 200 },
    bpo1: { target: 10, max: 15, baseFeeUpdateFraction: 300 },
    bpo2: { target: 14, max: 21, baseFeeUpdateFraction: 400 },
  },
}

describe('the blob fees of L1', () => {
  it.each([1, 11_155_111, 560_048])('are known of chain %i', (chainId) => {
    const steps = l1ChainConfig(chainId)?.blobFeeSteps ?? []
    expect(steps.map((step) => step.baseFeeUpdateFraction)).toEqual([3338477n, 5007716n, 8346193n, 11684671n])
    const times = steps.map(({ time }) => time)
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b))
  })

  it('are known of no other chain', () => {
    expect(l1ChainConfig(900)).toBeNull()
  })

  it('are read from a chain config, or from the genesis file around it', () => {
    const expected = {
      chainId: 900,
      blobFeeSteps: [
        { time: 0, baseFeeUpdateFraction: 100n },
        { time: 50, baseFeeUpdateFraction: 200n },
        { time: 70, baseFeeUpdateFraction: 300n },
      ],
    }
    expect(decodedValue(decodeL1ChainConfig(config))).toEqual(expected)
    expect(decodedValue(decodeL1ChainConfig({ config, alloc: {}, gasLimit: '0x1' }))).toEqual(expected)
  })

  it('take the latest of forks that came at one time', () => {
    const { blobFeeSteps } = decodedValue(decodeL1ChainConfig({ ...config, pragueTime: 0, bpo1Time: null }))
    expect(blobFeeSteps).toEqual([
      { time: 0, baseFeeUpdateFraction: 100n },
      { time: 0, baseFeeUpdateFraction: 200n },
    ])
  })

  it('of a chain without blobs have no steps', () => {
    expect(decodedValue(decodeL1ChainConfig({ chainId: 900, blobSchedule: {} })).blobFeeSteps).toEqual([])
  })

  it.each<readonly [string, unknown, string]>([
    ['no blob schedule', { ...config, blobSchedule: undefined }, 'blobSchedule: expected a value, seen none'],
    ['no chain id', { ...config, chainId: undefined }, 'chainId: expected a value, seen none'],
    [
      'a time that is none',
      { ...config, osakaTime: 'later' },
      "osakaTime: expected a whole number from 0 to 2^53 - 1, seen 'later'",
    ],
    [
      'a fraction of zero',
      { ...config, blobSchedule: { cancun: { baseFeeUpdateFraction: 0 } } },
      'blobSchedule.cancun.baseFeeUpdateFraction: expected a whole number from 1 to 2^53 - 1, seen 0',
    ],
    ['forks in disorder', { ...config, bpo1Time: 49 }, 'bpo1Time is 49, before pragueTime, which is 50'],
    [
      'a scheduled fork that is not known',
      {
        ...config,
        fusakaTime: 90,
        blobSchedule: { ...config.blobSchedule, fusaka: { baseFeeUpdateFraction: 5 } },
      },
      'blobSchedule.fusaka: expected one of cancun, prague, osaka, bpo1, bpo2, bpo3, bpo4, bpo5, amsterdam, seen a fork not known here',
    ],
    ['nothing', null, 'the config: expected object, seen null'],
  ])('are refused with %s', (_, json, reason) => {
    expect(decodeL1ChainConfig(json)).toEqual({ kind: 'malformed', reason })
  })
})
