export interface TurnsOptions {
  /** Calls that may wait; one more is turned away. */
  readonly queueLimit: number
  /** How long a block under construction may keep commands waiting. */
  readonly buildHoldMs: number
}

/** A node's call goes on while a block is under construction; a command would spoil that block. */
export type TurnKind = 'call' | 'command'

type Turn<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** The caller gave up while waiting, so nothing was begun. */
  | { readonly kind: 'dropped' }
  | { readonly kind: 'full' }

/** One at a time, first come first served, bounded. Work that was begun is finished, whatever its caller does. */
export interface Turns {
  readonly take: <T>(kind: TurnKind, signal: AbortSignal, work: () => Promise<T>) => Promise<Turn<T>>
  /** Commands wait from now on, but not beyond the limit, however often this is called meanwhile. */
  readonly beginBuilding: () => void
  readonly endBuilding: () => void
}

interface Waiting {
  readonly kind: TurnKind
  readonly begin: () => Promise<void>
}

export function createTurns({ queueLimit, buildHoldMs }: TurnsOptions): Turns {
  const waiting: Waiting[] = []
  let busy = false
  let hold: NodeJS.Timeout | null = null

  const next = () => {
    if (busy) return
    const index = waiting.findIndex(({ kind }) => hold === null || kind === 'call')
    if (index < 0) return
    const [turn] = waiting.splice(index, 1)
    busy = true
    void turn!.begin().finally(() => {
      busy = false
      next()
    })
  }

  const endBuilding = () => {
    if (hold !== null) clearTimeout(hold)
    hold = null
    next()
  }

  return {
    take: (kind, signal, work) => {
      if (signal.aborted) return Promise.resolve({ kind: 'dropped' })
      if (waiting.length >= queueLimit) return Promise.resolve({ kind: 'full' })
      return new Promise((resolve, reject) => {
        const turn: Waiting = {
          kind,
          begin: async () => {
            signal.removeEventListener('abort', drop)
            await work().then((value) => resolve({ kind: 'done', value }), reject)
          },
        }
        const drop = () => {
          waiting.splice(waiting.indexOf(turn), 1)
          resolve({ kind: 'dropped' })
        }
        signal.addEventListener('abort', drop, { once: true })
        waiting.push(turn)
        next()
      })
    },
    beginBuilding: () => {
      hold ??= setTimeout(endBuilding, buildHoldMs)
    },
    endBuilding,
  }
}
