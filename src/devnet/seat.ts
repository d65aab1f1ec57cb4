/** A part that can leave the network and come back, with what it has on disk. */
export interface Seat {
  readonly start: () => Promise<void>
  /** Resolves when it is gone. May be called more than once. */
  readonly stop: () => Promise<void>
}

/** Something that runs until it is stopped. */
export interface Occupant {
  readonly stop: () => Promise<void>
}

export interface OccupiedSeat<T extends Occupant> extends Seat {
  readonly occupant: () => T | null
}

/** Starts are told apart from each other: each makes a new occupant. */
export function createSeat<T extends Occupant>(occupy: () => Promise<T>): OccupiedSeat<T> {
  let occupant: T | null = null
  let starting: Promise<unknown> = Promise.resolve()
  return {
    start: async () => {
      if (occupant !== null) throw new Error('this part of the network runs already')
      const arrival = occupy()
      starting = arrival.catch(() => undefined)
      occupant = await arrival
    },
    stop: async () => {
      await starting
      const leaving = occupant
      occupant = null
      await leaving?.stop()
    },
    occupant: () => occupant,
  }
}
