const variable = 'OP_FOLLOWER_PEERS_LONG'

/** The long stories take minutes each, and are asked for with `--long`. */
export function isLong(env: NodeJS.ProcessEnv = process.env): boolean {
  return env[variable] === '1'
}

export function askForLong(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, [variable]: '1' }
}
