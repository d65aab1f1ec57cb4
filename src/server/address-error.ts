/** The address of a server is taken or not ours; the message says what to change. */
export class AddressError extends Error {
  override readonly name = 'AddressError'

  /** `flags` is what the flags of that server begin with. */
  constructor(addr: string, port: number, flags: 'rpc' | 'engine', cause: Error) {
    const choose = `choose with --${flags}.addr and --${flags}.port`
    super(`cannot listen on ${addr} port ${port} (${cause.message}); ${choose}`, { cause })
  }
}
