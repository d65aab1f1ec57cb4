/** Something that is asked of a node from outside, and done in one of its rounds. */
export interface Request<T, R> {
  /** Resolves when it was done; asked twice, it is one request. */
  readonly ask: (what: T) => Promise<R>
  readonly wanted: () => T | null
  readonly fulfil: (result: R) => void
}

export function createRequest<T, R>(): Request<T, R> {
  let open: { readonly what: T; readonly done: PromiseWithResolvers<R> } | null = null
  return {
    ask: (what) => {
      open ??= { what, done: Promise.withResolvers<R>() }
      return open.done.promise
    },
    wanted: () => open?.what ?? null,
    fulfil: (result) => {
      open?.done.resolve(result)
      open = null
    },
  }
}
