import { type Flag, flags, optionOf } from './options.ts'
import { didYouMean } from './suggest.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const prefix = 'OP_FOLLOWER_'

/** The variable of a flag, always the flag itself in capitals: `--rpc.port` is OP_FOLLOWER_RPC_PORT. */
export function envName(flag: Flag): string {
  return prefix + flag.toUpperCase().replaceAll(/[.-]/g, '_')
}

/** The variable that sets a flag, ours before op-node's. An empty one counts as not set. */
export function environmentValue(flag: Flag, env: Environment): { name: string; text: string } | null {
  const names = [envName(flag), optionOf(flag).opNodeEnv]
  for (const name of names) {
    const text = name === undefined ? undefined : env[name]
    if (name !== undefined && text !== undefined && text !== '') return { name, text }
  }
  return null
}

/** A line for each variable that looks like ours and is not. */
export function unknownVariables(env: Environment): readonly string[] {
  const known = flags.map(envName)
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !known.includes(name))
    .map((name) => `${name} sets nothing${didYouMean(name, known)}`)
}
