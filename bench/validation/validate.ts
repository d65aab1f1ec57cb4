import { decompress } from '../../src/wire/compression.ts'
import { type MessageContext, openMessage } from '../../src/wire/signed-message.ts'

/** All that a message of the wire is put through before it counts: its bytes, its signature, its body. */
export function validate(context: MessageContext, message: Uint8Array): void {
  const data = decompress(message)
  if (data.kind === 'malformed') throw new Error(data.reason)
  const opened = openMessage(context, data.value)
  if (opened.kind === 'malformed') throw new Error(opened.reason)
  const body = opened.value.verifyBody()
  if (body.kind === 'malformed') throw new Error(body.reason)
}
