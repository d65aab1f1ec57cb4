import { randomInt } from 'node:crypto'

/** Of what is random in a story: from `PEERS_SEED`, or another one each time. */
export function peersSeed(env: NodeJS.ProcessEnv = process.env): number {
  return Number(env.PEERS_SEED ?? randomInt(1, 2 ** 31))
}
