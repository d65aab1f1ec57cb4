import { judgeL1Check } from './l1-check-rules.ts'
import { engineOptions } from './options/engine.ts'
import type { Values } from './options.ts'

/** What no single option can know: how they stand to each other. */
export function judgeFollow(values: Values<'follow'>): readonly string[] {
  return [
    ...judgeMode(values),
    ...judgeL1Check(values),
    ...judgeEngine(values),
    ...judgeCircle(values),
    ...judgeThreshold(values.attesters.length, values['attesters.threshold']),
    ...judgeClient(values.l2, values['l2.jwt-secret']),
  ]
}

type Mode = Values<'follow'>['mode']

const l1Need = ['l1', 'without L1 nothing is finalized and no contradiction is ever proven'] as const

/** What a mode cannot do without, be the check against L1 on or off. */
const needs: Readonly<Record<Mode, readonly (readonly ['l1' | 'l2' | 'l2.jwt-secret', string])[]>> = {
  shadow: [],
  gateway: [l1Need],
  engine: [
    l1Need,
    ['l2', 'the execution client to stand before'],
    ['l2.jwt-secret', 'the secret of its Engine API'],
  ],
}

function judgeMode(values: Values<'follow'>): readonly string[] {
  const { mode } = values
  return needs[mode]
    .filter(([flag]) => values[flag] === null || values[flag].length === 0)
    .map(([flag, why]) => `--mode ${mode} needs --${flag}: ${why}`)
}

/** An environment that is shared with the node, say, names as the client what the node is to take for it. */
function judgeCircle(values: Values<'follow'>): readonly string[] {
  const { l2, mode, 'engine.addr': addr, 'engine.port': port } = values
  if (mode !== 'engine' || l2 === null) return []
  const { hostname, port: clientPort } = new URL(l2)
  const isHere = [addr, 'localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (!isHere || Number(clientPort) !== port) return []
  return [`--l2 is the engine port itself, ${addr} port ${port}; name the execution client behind it`]
}

const engineFlags = ['engine.addr', 'engine.port', 'engine.jwt-secret'] as const

function judgeEngine(values: Values<'follow'>): readonly string[] {
  if (values.mode === 'engine') return []
  return engineFlags
    .filter((flag) => values[flag] !== null && `${values[flag]}` !== engineOptions[flag].fallback)
    .map((flag) => `--${flag} sets nothing without --mode engine`)
}

function judgeThreshold(attesters: number, threshold: number): readonly string[] {
  if (threshold <= attesters) return []
  return [`--attesters.threshold: expected at most the ${attesters} --attesters given; seen '${threshold}'`]
}

function judgeClient(url: string | null, jwtSecretPath: string | null): readonly string[] {
  return url === null && jwtSecretPath !== null ? ['--l2.jwt-secret sets nothing without --l2'] : []
}
