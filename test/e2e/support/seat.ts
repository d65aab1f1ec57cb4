import type { FollowerConfig } from '../../../src/follower/config.ts'
import type { FollowerEvents } from '../../../src/follower/events.ts'
import { type OpenedFollower, openFollower } from '../../../src/follower/open.ts'
import type { GossipVerdict } from '../../../src/ports/gossip.ts'
import type { LogFields, LogPort } from '../../../src/ports/log.ts'

/** What a follower has told those who listen, over all its lives. */
interface Told {
  readonly states: string[]
  readonly promoted: FollowerEvents['promoted'][]
  readonly verdicts: FollowerEvents['verdict'][]
  readonly denied: FollowerEvents['denied'][]
  /** Messages of the log that only inform. */
  readonly informed: string[]
  /** Codes of the warnings in the log, but that the L1 check is off, where a story is about something else. */
  readonly warned: string[]
  /** What the warnings say in detail. */
  readonly details: string[]
  /** Log lines that no story may bring about, whatever happens in it. */
  readonly alarms: string[]
}

/** Where the follower sits: it may leave and come back to the same data directory. */
export interface Seat {
  readonly occupant: () => OpenedFollower
  readonly told: Told
  /** What was said to the messages that this peer handed over. */
  readonly verdictsOn: (peer: string) => readonly GossipVerdict[]
  readonly restart: () => Promise<void>
  readonly leave: () => Promise<void>
  readonly comeBack: () => Promise<void>
  readonly close: () => Promise<void>
}

export async function openSeat(options: Omit<FollowerConfig, 'log'>): Promise<Seat> {
  const told: Told = {
    states: [],
    promoted: [],
    verdicts: [],
    denied: [],
    informed: [],
    warned: [],
    details: [],
    alarms: [],
  }
  const config = { ...options, log: listenFor(told) }
  let occupant = await occupy(config, told)
  const leave = () => occupant.close()
  const comeBack = async () => {
    occupant = await occupy(config, told)
  }
  return {
    occupant: () => occupant,
    told,
    verdictsOn: (peer) => told.verdicts.filter(({ from }) => from === peer).map(({ verdict }) => verdict),
    restart: async () => {
      await leave()
      await comeBack()
    },
    leave,
    comeBack,
    close: () => occupant.close(),
  }
}

async function occupy(config: FollowerConfig, told: Told): Promise<OpenedFollower> {
  const opened = await openFollower(config)
  const { follower } = opened
  follower.on('state', ({ to }) => void told.states.push(to))
  follower.on('promoted', (event) => void told.promoted.push(event))
  follower.on('denied', (event) => void told.denied.push(event))
  follower.on('verdict', (event) => void told.verdicts.push(event))
  follower.on('failed', ({ error }) => void told.alarms.push(`failed: ${String(error)}`))
  await follower.start()
  return opened
}

function listenFor({ informed, warned, details, alarms }: Told): LogPort {
  const alarm = (message: string, fields: LogFields = {}): void =>
    void alarms.push(`${message}: ${JSON.stringify(fields)}`)
  return {
    debug: () => {},
    info: (message) => void informed.push(message),
    warn: (message, fields = {}) => {
      if (typeof fields.detail === 'string') details.push(fields.detail)
      if (message === 'unexpected event') alarm(message, fields)
      else if (!message.startsWith('L1 check off'))
        warned.push(typeof fields.code === 'string' ? fields.code : message)
    },
    error: alarm,
  }
}
