import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseArguments } from '../../src/config/arguments.ts'
import { commandNames } from '../../src/config/commands.ts'
import { readConfig } from '../../src/config/read.ts'
import { showConfig } from '../../src/config/show.ts'
import { attester, least, load, otherAttester, problemsOf, unchecked, words } from './load.ts'

const follow = words(least.follow)
const withoutL1 = words(unchecked)
const attest = words(least.attest)

describe('a mistyped word', () => {
  it('is answered with the one that was meant', () => {
    const problems = problemsOf(load('follow', [...follow, '--rpc.prot', '1', '--log.levle=debug']))
    expect(problems).toEqual([
      '--rpc.prot is not known; did you mean --rpc.port?',
      '--log.levle is not known; did you mean --log.level?',
    ])
  })

  it('is not guessed at when nothing is near', () => {
    expect(problemsOf(load('follow', [...follow, '--frobnicate']))).toEqual(['--frobnicate is not known'])
    expect(problemsOf(load('follow', [...follow, '-p']))).toEqual(['-p is not known; flags have two dashes'])
  })

  it('in the environment is a remark, because other programs may own it', () => {
    const loaded = load('follow', follow, { OP_FOLLOWER_RPC_PROT: '1', OP_FOLLOWER_RPC_PORT: '2' })
    expect(loaded).toMatchObject({
      kind: 'config',
      notes: ['OP_FOLLOWER_RPC_PROT sets nothing; did you mean OP_FOLLOWER_RPC_PORT?'],
    })
  })
})

describe('a flag of op-node that has no meaning here', () => {
  it.each([
    'conductor.enabled',
    'sequencer.enabled',
    'override.isthmus',
    'l1.beacon',
    'metrics.port',
    'l2.follow.source',
  ])('--%s is told apart from a typing error', (name) => {
    const problems = problemsOf(load('follow', [...follow, `--${name}=1`]))
    expect(problems).toEqual([expect.stringContaining(`--${name} is a flag of op-node: `)])
  })
})

describe('values', () => {
  it('are refused with what was seen, what was expected, and where it came from', () => {
    expect(problemsOf(load('follow', follow, { OP_FOLLOWER_RPC_PORT: '65536' }))).toEqual([
      "--rpc.port: expected a TCP port from 0 to 65535, 0 letting the system choose; seen '65536' (OP_FOLLOWER_RPC_PORT)",
    ])
  })

  it.each([
    ['rpc.port', '0x10'],
    ['rpc.port', '1e3'],
    ['rpc.port', ''],
    ['rpc.port', ' 1'],
    ['l2.chain-id', '0'],
    ['l2.chain-id', '9007199254740993'],
    ['network', 'op-maine'],
    ['network', ''],
    ['l1', 'ftp://host'],
    ['l1', 'host:8545'],
    ['attesters', '0x11'],
    ['attesters', `${attester},`],
    ['attesters.threshold', '0'],
    ['rpc.addr', 'localhost'],
    ['rpc.vhosts', ''],
    ['rpc.vhosts', 'op-follower:9745'],
    ['rpc.vhosts', 'http://op-follower'],
    ['rpc.vhosts', '*.example'],
    ['rpc.vhosts', 'op-follower,'],
    ['p2p.static', '/ip4/192.0.2.1/tcp/9322'],
    ['log.level', 'loud'],
    ['data-dir', ''],
    ['wire.draft-domain', 'yes'],
  ])('--%s=%j is refused', (flag, text) => {
    const loaded = load('follow', words({ ...least.follow, [flag]: text }))
    expect(problemsOf(loaded)).toEqual([expect.stringMatching(new RegExp(`^--${flag}: expected `))])
  })

  it.each(['499ms', '61s', '2m', '4', '4h', '-4s'])('an interval of %s is out of bounds', (text) => {
    expect(problemsOf(load('attest', [...attest, `--attest.repeat-interval=${text}`]))).toHaveLength(1)
  })

  it('of the environment give way to flags, and op-node’s to ours', () => {
    const env = { OP_FOLLOWER_LOG_LEVEL: 'warn', OP_NODE_LOG_LEVEL: 'debug' }
    const level = (args: readonly string[], variables: Record<string, string>) =>
      load('follow', [...follow, ...args], variables)
    expect(level(['--log.level=error'], env)).toMatchObject({ config: { log: { level: 'error' } } })
    expect(level([], env)).toMatchObject({ config: { log: { level: 'warn' } } })
    expect(level([], { ...env, OP_FOLLOWER_LOG_LEVEL: '' })).toMatchObject({
      config: { log: { level: 'debug' } },
    })
  })

  it('may be repeated or separated by commas, and count once', () => {
    const args = [
      '--attesters',
      otherAttester.toUpperCase().replace('0X', '0x'),
      `--attesters=${otherAttester}, ${attester}`,
    ]
    expect(load('follow', [...follow, ...args])).toMatchObject({
      config: { attesters: [attester, otherAttester] },
    })
  })

  it('that name hosts are read as URLs are, without regard to case', () => {
    expect(
      load('follow', [...follow, '--rpc.vhosts=OP-Follower,follower_1.fleet', '--rpc.vhosts=*']),
    ).toMatchObject({
      config: { rpc: { vhosts: ['op-follower', 'follower_1.fleet', '*'] } },
    })
  })

  it('of op-node that belong to its own process are left alone', () => {
    const opNode = {
      OP_NODE_RPC_PORT: '9545',
      OP_NODE_P2P_LISTEN_TCP_PORT: '9222',
      OP_NODE_P2P_PRIV_PATH: 'node.key',
    }
    expect(load('follow', follow, opNode)).toEqual(load('follow', follow))
  })
})

describe('the command line', () => {
  it('never takes the next flag for a value', () => {
    const { typed } = parseArguments(['--l1', '--l2', 'http://client'])
    expect(typed).toEqual([
      { name: 'l1', text: null },
      { name: 'l2', text: 'http://client' },
    ])
    expect(problemsOf(load('follow', [...withoutL1, '--l1']))).toEqual([
      '--l1 needs a value: an http:// or https:// address',
    ])
  })

  it('refuses a flag twice, a flag of another command, and words nobody asked for', () => {
    const args = [...follow, '--rpc.port=1', '--rpc.port=2', '--attest.key-path=k', 'now']
    expect(problemsOf(load('follow', args))).toEqual([
      '--attest.key-path belongs to attest, not to follow',
      '--rpc.port is given more than once',
      "follow takes no operands; seen 'now'",
    ])
  })

  it('takes what follows two dashes as it stands', () => {
    expect(parseArguments(['evidence', 'show', '--', '--odd-id']).operands).toEqual([
      'evidence',
      'show',
      '--odd-id',
    ])
  })

  it('never throws, whatever is typed', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('--', '-', '--=', '--l1', '--json=', ...follow))
    const property = fc.property(fc.array(word), fc.constantFrom(...commandNames), (args, command) => {
      const { kind } = readConfig(command, parseArguments(args), {})
      expect(['values', 'problems']).toContain(kind)
    })
    fc.assert(property, { numRuns: 500 })
  })
})

describe('options that do not go together', () => {
  it('a mode that misses what it cannot do without says so in words', () => {
    const why = 'without L1 nothing is finalized and no contradiction is ever proven'
    expect(problemsOf(load('follow', [...withoutL1, '--mode=gateway']))).toEqual([
      `--mode gateway needs --l1: ${why}`,
    ])
    expect(problemsOf(load('follow', [...withoutL1, '--mode=engine']))).toEqual([
      `--mode engine needs --l1: ${why}`,
      '--mode engine needs --l2: the execution client to stand before',
      '--mode engine needs --l2.jwt-secret: the secret of its Engine API',
    ])
  })

  it('an engine port outside engine mode would be one that nobody opens', () => {
    const args = ['--engine.addr=0.0.0.0', '--engine.port=1', '--engine.jwt-secret=jwt.hex']
    expect(problemsOf(load('follow', [...follow, ...args]))).toEqual([
      '--engine.addr sets nothing without --mode engine',
      '--engine.port sets nothing without --mode engine',
      '--engine.jwt-secret sets nothing without --mode engine',
    ])
  })

  it.each(['127.0.0.1', 'localhost', '[::1]'])(
    'a client at %s that is ourselves would be a circle',
    (host) => {
      const args = ['--mode=engine', '--l1=http://l1', '--l2.jwt-secret=jwt.hex', '--engine.port=9999']
      const env = { OP_NODE_L2_ENGINE_RPC: `http://${host}:9999` }
      expect(problemsOf(load('follow', [...withoutL1, ...args], env))).toEqual([
        '--l2 is the engine port itself, 127.0.0.1 port 9999; name the execution client behind it',
      ])
      const client = { OP_NODE_L2_ENGINE_RPC: `http://${host}:8551` }
      expect(problemsOf(load('follow', [...withoutL1, ...args], client))).toEqual([])
    },
  )

  it('a threshold above the number of attesters could never be met', () => {
    const problems = problemsOf(load('follow', [...follow, '--attesters.threshold=2']))
    expect(problems).toEqual(["--attesters.threshold: expected at most the 1 --attesters given; seen '2'"])
  })

  it.each([
    ['no key', {}, ['give either --attest.key-path or --signer.endpoint, the key that signs']],
    [
      'two keys',
      { 'attest.key-path': 'k', 'signer.endpoint': 'https://s' },
      [expect.stringMatching('give either')],
    ],
    [
      'an endpoint without what it takes',
      { 'signer.endpoint': 'https://s', 'signer.tls.ca': 'ca' },
      ['signer.address', 'signer.tls.cert', 'signer.tls.key'].map(
        (flag) => `--signer.endpoint needs --${flag}`,
      ),
    ],
    [
      'a remote address beside a local key',
      { 'attest.key-path': 'k', 'signer.address': attester },
      ['--signer.address sets nothing without --signer.endpoint'],
    ],
    [
      'an endpoint that anybody can listen to',
      {
        'signer.endpoint': 'http://s',
        'signer.address': attester,
        'signer.tls.ca': 'ca',
        'signer.tls.cert': 'cert',
        'signer.tls.key': 'key',
      },
      ['--signer.endpoint: expected https://, seen http://'],
    ],
  ])('attest with %s', (_, given, problems) => {
    const { 'attest.key-path': _keyPath, ...others } = least.attest
    expect(problemsOf(load('attest', words({ ...others, ...given })))).toEqual(problems)
  })

  it('two sources to attest for, and a secret without its client', () => {
    expect(problemsOf(load('attest', [...attest, '--rollup-rpc=http://second']))).toEqual([
      '--rollup-rpc: expected the one node to attest for; seen 2 of them',
    ])
    expect(problemsOf(load('follow', [...withoutL1, '--l2.jwt-secret=jwt.hex']))).toEqual([
      '--l2.jwt-secret sets nothing without --l2',
    ])
  })
})

it('shows every value with its origin, and no credentials', () => {
  const env = {
    OP_NODE_L1_ETH_RPC: 'https://user:password@l1.example/v2/abcdefghijklmnopqrstuvwxyz012345?key=1',
  }
  const { written } = readConfig('follow', parseArguments(withoutL1), env)
  const shown = showConfig(written)
  expect(shown).toMatch(/--l1 +https:\/\/l1\.example\/v2\/… +\(OP_NODE_L1_ETH_RPC\)/)
  expect(shown).toMatch(/--l2.chain-id +10 +\(flag\)/)
  expect(shown).toMatch(/--rpc.port +9745 +\(default\)/)
  expect(shown).toMatch(/--l2 +- +\(not set\)/)
  expect(shown).not.toMatch(/password|abcdefghij|key=/)
})

it('does not repeat a refused URL, which may hold a key', () => {
  const problems = problemsOf(load('follow', [...withoutL1, '--l1=https//user:password@host']))
  expect(problems.join()).not.toContain('password')
})
