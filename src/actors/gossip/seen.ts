import type { OpenedMessage } from '../../wire/signed-message.ts'

export interface Seen {
  /** True when this statement, or a later repetition of it, has been remembered. */
  readonly has: (message: OpenedMessage) => boolean
  readonly remember: (message: OpenedMessage) => void
}

/**
 * Copies are told by (topic, signer, number, hash), since every repetition of a head has bytes of its
 * own. The oldest statement makes room; only accepted ones enter, so nobody else can push them out.
 */
export function createSeen(limitStatements: number): Seen {
  const issued = new Map<string, number>()
  return {
    has: (message) => (issued.get(keyOf(message)) ?? -1) >= (message.issuedAtMs ?? 0),
    remember: (message) => {
      const key = keyOf(message)
      issued.delete(key)
      issued.set(key, message.issuedAtMs ?? 0)
      if (issued.size > limitStatements) issued.delete(issued.keys().next().value!)
    },
  }
}

function keyOf({ topic, signer, number, hash }: OpenedMessage): string {
  return `${topic}:${signer}:${number}:${hash}`
}
