/** What a strict codec says of bytes from outside: the value, or what is wrong with them. It never throws. */
export type Decoded<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'malformed'; readonly reason: string }

export function ok<T>(value: T): Decoded<T> {
  return { kind: 'ok', value }
}

export function malformed(reason: string): { readonly kind: 'malformed'; readonly reason: string } {
  return { kind: 'malformed', reason }
}
