/** The error codes of this server: those of JSON-RPC 2.0, and three of EIP-1474. */
export const rpcErrors = {
  parse: { code: -32700, meaning: 'the body is not JSON' },
  request: { code: -32600, meaning: 'not a JSON-RPC 2.0 request, or too many of them' },
  method: { code: -32601, meaning: 'the method does not exist, or is switched off' },
  params: { code: -32602, meaning: 'the parameters are not those of the method' },
  internal: { code: -32603, meaning: 'op-follower failed' },
  notFound: { code: -32001, meaning: 'there is no such thing' },
  unavailable: { code: -32002, meaning: 'not known, or known only from too long ago' },
  busy: { code: -32005, meaning: 'as many calls as may be are on their way to the rollup node' },
} as const

export type RpcErrorName = keyof typeof rpcErrors
