/** What must be undone at the end, in the opposite order of doing. */
export interface Cleanup {
  readonly defer: (undo: () => Promise<void> | void) => void
  /** Undoes everything, also after a failure among it, and then rejects with the first one. */
  readonly run: () => Promise<void>
}

export function createCleanup(): Cleanup {
  const undos: (() => Promise<void> | void)[] = []
  return {
    defer: (undo) => void undos.push(undo),
    run: async () => {
      const failures: unknown[] = []
      for (const undo of undos.splice(0).reverse()) {
        await Promise.resolve()
          .then(undo)
          .catch((error: unknown) => failures.push(error))
      }
      if (failures.length > 0) throw failures[0]
    },
  }
}
