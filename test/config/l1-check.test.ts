import { describe, expect, it } from 'vitest'
import { networkNames } from '../../src/derive/config/networks.ts'
import { least, load, problemsOf, type Settings, unchecked, words } from './load.ts'

describe('the check against L1', () => {
  it('is on unless it is switched off in plain words', () => {
    expect(derivation({})).toEqual({
      l1Check: true,
      rollup: { kind: 'node' },
      l1ChainConfigPath: null,
      pastUnknownForks: false,
    })
    expect(load('follow', words(unchecked))).toMatchObject({ config: { derivation: { l1Check: false } } })
    expect(problemsOf(follow({ 'derivation.l1-check': 'off' }))).toEqual([
      "--derivation.l1-check: expected true or false; seen 'off' (flag)",
    ])
  })

  it.each(['shadow', 'gateway'])('needs L1 and the execution client in %s mode', (mode) => {
    const { l1: _l1, l2: _l2, ...others } = least.follow
    const needed = ['l1', 'l2'].map((flag) =>
      expect.stringMatching(
        new RegExp(
          `^the check against L1 needs --${flag}: .*; --derivation.l1-check=false turns the check off$`,
        ),
      ),
    )
    const problems = problemsOf(load('follow', words({ ...others, mode })))
    expect(problems.filter((line) => !line.startsWith('--mode'))).toEqual(needed)
    expect(problemsOf(load('follow', words({ ...others, l1: 'http://l1', mode })))).toEqual([needed[1]])
    expect(problemsOf(load('follow', words({ ...others, l2: 'http://client', mode })))).toContainEqual(
      needed[0],
    )
  })

  it('takes its rules from a network, from a file, or from the node that is followed', () => {
    expect(derivation({ network: 'op-mainnet' })).toMatchObject({
      rollup: { kind: 'network', name: 'op-mainnet' },
    })
    expect(derivation({ 'rollup.config': 'rollup.json' })).toMatchObject({
      rollup: { kind: 'file', path: 'rollup.json' },
    })
    expect(problemsOf(follow({ network: 'op-mainnet', 'rollup.config': 'rollup.json' }))).toEqual([
      'give either --network or --rollup.config, the rules of the chain',
    ])
  })

  it('knows that a network is another chain than the one that is followed', () => {
    expect(problemsOf(follow({ network: 'op-sepolia' }))).toEqual([
      '--network op-sepolia is chain 11155420; seen --l2.chain-id 10',
    ])
  })

  it('takes every network by op-node’s name', () => {
    expect(networkNames).toEqual(expect.arrayContaining(['op-mainnet', 'op-sepolia', 'unichain-mainnet']))
    for (const network of networkNames.filter((name) => name !== 'op-mainnet')) {
      expect(problemsOf(follow({ network }))).toEqual([
        expect.stringContaining(`--network ${network} is chain `),
      ])
    }
  })

  it('switched off, leaves nothing for its flags to set', () => {
    const flags = {
      network: 'op-mainnet',
      'rollup.config': 'rollup.json',
      'rollup.l1-chain-config': 'l1.json',
      'derivation.past-unknown-forks': 'true',
    }
    expect(problemsOf(load('follow', words({ ...unchecked, ...flags })))).toEqual(
      Object.keys(flags).map((flag) => `--${flag} sets nothing with --derivation.l1-check=false`),
    )
    expect(problemsOf(load('follow', words({ ...unchecked, 'l1.trustrpc': 'true' })))).toEqual([
      '--l1.trustrpc sets nothing without --l1',
    ])
  })
})

it('names several endpoints of L1, in the order of preference', () => {
  const args = [...words(least.follow), '--l1=http://second,http://third']
  expect(load('follow', args)).toMatchObject({
    config: { l1Urls: ['http://l1', 'http://second', 'http://third'], l1TrustRpc: false },
  })
  const nine = Array.from({ length: 9 }, (_, i) => `--l1=http://l1-${i}`)
  expect(problemsOf(load('follow', [...words(unchecked), ...nine]))).toEqual([
    expect.stringContaining('--l1: expected at most 8 values'),
  ])
})

function follow(settings: Settings) {
  return load('follow', words({ ...least.follow, ...settings }))
}

function derivation(settings: Settings): unknown {
  const loaded = follow(settings)
  expect(problemsOf(loaded)).toEqual([])
  return loaded.kind === 'config' ? (loaded.config as { derivation: unknown }).derivation : null
}
