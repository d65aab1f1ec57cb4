/** The address of the RPC server is taken or not ours; the message says what to change. */
export class AddressError extends Error {
  override readonly name = 'AddressError'

  constructor(addr: string, port: number, cause: Error) {
    super(`cannot listen on ${addr} port ${port} (${cause.message}); choose with --rpc.addr and --rpc.port`, {
      cause,
    })
  }
}
