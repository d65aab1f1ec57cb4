import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/config/commands.ts'
import { envName } from '../../src/config/environment.ts'
import { type Flag, flags, optionOf } from '../../src/config/options.ts'
import { type Loaded, least, load, otherAttester, type Settings, words } from './load.ts'

/** What the mode needs before the flags of its port set anything. */
const engineNeeds: Settings = { 'l2.jwt-secret': 'jwt.hex' }
const inEngineMode: Settings = { mode: 'engine', ...engineNeeds }

/** Another value than the default, and what has to stand beside it. */
const examples: Readonly<Record<Flag, { text: string; beside?: Settings }>> = {
  'l2.chain-id': { text: '8453' },
  'rollup-rpc': { text: 'https://other:9' },
  l1: { text: 'http://other-l1' },
  'l1.trustrpc': { text: 'true' },
  l2: { text: 'http://other-client' },
  'l2.jwt-secret': { text: 'jwt.hex' },
  'derivation.l1-check': { text: 'false' },
  network: { text: 'op-mainnet' },
  'rollup.config': { text: 'rollup.json' },
  'rollup.l1-chain-config': { text: 'l1-genesis.json' },
  'derivation.past-unknown-forks': { text: 'true' },
  mode: { text: 'engine', beside: engineNeeds },
  'engine.addr': { text: '0.0.0.0', beside: inEngineMode },
  'engine.port': { text: '8888', beside: inEngineMode },
  'engine.jwt-secret': { text: 'node-jwt.hex', beside: inEngineMode },
  'gateway.local-safe': { text: 'capped' },
  attesters: { text: otherAttester },
  'attesters.threshold': { text: '2' },
  'wire.draft-domain': { text: 'true' },
  'attest.key-path': { text: 'other.hex' },
  'attest.repeat-interval': { text: '1500ms' },
  'attest.trust-source': { text: 'true' },
  'signer.endpoint': { text: 'https://signer' },
  'signer.address': { text: otherAttester },
  'signer.tls.ca': { text: 'ca.pem' },
  'signer.tls.cert': { text: 'cert.pem' },
  'signer.tls.key': { text: 'key.pem' },
  'data-dir': { text: '/var/lib/op-follower' },
  'p2p.listen.ip': { text: '0.0.0.0' },
  'p2p.listen.tcp': { text: '9999' },
  'p2p.static': { text: '/ip4/192.0.2.1/tcp/9322/p2p/16Uiu2HAm1' },
  'p2p.priv.path': { text: 'identity.hex' },
  'log.level': { text: 'debug' },
  'log.format': { text: 'json' },
  'log.color': { text: 'true' },
  'rpc.addr': { text: '::1' },
  'rpc.port': { text: '1234' },
  'rpc.vhosts': { text: 'op-follower' },
  'rpc.enable-admin': { text: 'true' },
  rpc: { text: 'http://elsewhere:1' },
  json: { text: 'true' },
  scenario: { text: 'outage' },
  stock: { text: 'true' },
  promotions: { text: '12' },
  verbose: { text: 'true' },
}

/** A remote signer is a whole: each of its flags is tried with the rest of it in place. */
const remoteSigner: Settings = {
  'l2.chain-id': '10',
  'rollup-rpc': 'http://node',
  l2: 'http://client',
  'signer.endpoint': 'https://first',
  'signer.address': '0x3333333333333333333333333333333333333333',
  'signer.tls.ca': 'first-ca.pem',
  'signer.tls.cert': 'first-cert.pem',
  'signer.tls.key': 'first-key.pem',
}

function settings(command: Command, flag: Flag): Settings {
  if (flag.startsWith('signer.')) return remoteSigner
  return { ...least[command], ...examples[flag].beside }
}

/** The settings of a case with the flag at its example, typed or in a variable. */
function withFlag(command: Command, flag: Flag): Loaded {
  return load(command, words({ ...settings(command, flag), [flag]: examples[flag].text }))
}

function withVariable(command: Command, flag: Flag, variable: string): Loaded {
  const { [flag]: _, ...others } = settings(command, flag)
  return load(command, words(others), { [variable]: examples[flag].text })
}

const cases = flags.flatMap((flag) => optionOf(flag).commands.map((command) => [command, flag] as const))

describe.each(cases)('%s --%s', (command, flag) => {
  it('changes what the command runs with', () => {
    const base = load(command, words(settings(command, flag)))
    expect(base).toMatchObject({ kind: 'config' })
    expect(essence(withFlag(command, flag))).not.toEqual(essence(base))
  })

  it('is read from its variable', () => {
    const variable = withVariable(command, flag, envName(flag))
    expect(essence(variable)).toEqual(essence(withFlag(command, flag)))
  })
})

it('takes op-node’s variable where it means the same, and says so', () => {
  for (const [command, flag] of cases) {
    const { opNodeEnv } = optionOf(flag)
    if (opNodeEnv === undefined) continue
    const taken = withVariable(command, flag, opNodeEnv)
    expect(essence(taken)).toEqual(essence(withFlag(command, flag)))
    expect(taken).toMatchObject({ notes: [`--${flag} is taken from ${opNodeEnv}`] })
  }
})

it('decodes every default', () => {
  for (const [, flag] of cases) {
    const option = optionOf(flag)
    if (option.kind !== 'one' || option.fallback === null) continue
    expect(option.form.decode(option.fallback)).toMatchObject({ _tag: 'Some' })
  }
})

it('has every flag, variable and default in the reference', () => {
  const reference = readFileSync(new URL('../../docs/reference/flags.md', import.meta.url), 'utf8')
  for (const flag of flags) {
    const option = optionOf(flag)
    const row = reference.split('\n').find((line) => line.startsWith(`| \`--${flag}\``))
    expect(row).toContain(envName(flag))
    if (option.kind !== 'many' && option.fallback !== null) expect(row).toContain(`\`${option.fallback}\``)
  }
})

it('keeps clear of the ports of an op-node on the same machine', () => {
  const taken = ['9545', '9222', '7300', '8545', '8546', '8551', '30303', '9645']
  for (const flag of flags) {
    const option = optionOf(flag)
    if (option.kind === 'one') expect(taken).not.toContain(option.fallback)
  }
})

/** The configuration, or the problems without the places they came from. */
function essence(loaded: Loaded): unknown {
  return loaded.kind === 'config' ? loaded.config : loaded.problems.map((line) => line.replace(/\(.*\)$/, ''))
}
