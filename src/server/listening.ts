import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AddressError } from './address-error.ts'

export interface ListenOptions {
  readonly addr: string
  /** 0 lets the system choose. */
  readonly port: number
  /** What the flags of this server begin with, for the message of a refusal. */
  readonly flags: 'rpc' | 'engine'
}

/** Answers with the address. Rejects with {@link AddressError} when it is taken, or not ours. */
export function listen(server: Server, { addr, port, flags }: ListenOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => reject(new AddressError(addr, port, flags, cause))
    server.once('error', fail)
    server.listen(port, addr, () => {
      server.off('error', fail)
      resolve(urlOf(server))
    })
  })
}

/** Lets running answers out, and ends what is still open at the deadline. */
export function closeServer(server: Server, deadlineMs: number): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), deadlineMs)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })
}

function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
