import type { Values } from './options.ts'

/** An execution client, and the secret when its port asks for one. */
export interface ClientConfig {
  readonly url: string
  readonly jwtSecretPath: string | null
}

export interface P2pConfig {
  readonly listenIp: string
  readonly listenTcp: number
  readonly staticPeers: readonly string[]
  /** Null: the identity is kept in the data directory. */
  readonly identityPath: string | null
}

export interface LogConfig {
  readonly level: Values<'follow'>['log.level']
  readonly format: Values<'follow'>['log.format']
  /** Null: as the output is a terminal or not. */
  readonly color: boolean | null
}

export function clientConfig(url: string | null, jwtSecretPath: string | null): ClientConfig | null {
  return url === null ? null : { url, jwtSecretPath }
}

type P2pFlag = 'p2p.listen.ip' | 'p2p.listen.tcp' | 'p2p.static' | 'p2p.priv.path'

export function p2pConfig(values: Pick<Values<'follow'>, P2pFlag>): P2pConfig {
  return {
    listenIp: values['p2p.listen.ip'],
    listenTcp: values['p2p.listen.tcp'],
    staticPeers: values['p2p.static'],
    identityPath: values['p2p.priv.path'],
  }
}

type LogFlag = 'log.level' | 'log.format' | 'log.color'

export function logConfig(values: Pick<Values<'follow'>, LogFlag>): LogConfig {
  return { level: values['log.level'], format: values['log.format'], color: values['log.color'] }
}
