import type { Follower, FollowerEvents } from '../follower/index.ts'

const defaultDeadlineMs = 10_000

/** The follower's next event of this type that `matches`; rejects when there was none by the deadline. */
export function nextEvent<Type extends keyof FollowerEvents>(
  follower: Pick<Follower, 'on'>,
  type: Type,
  matches: (event: FollowerEvents[Type]) => boolean = () => true,
  deadlineMs = defaultDeadlineMs,
): Promise<FollowerEvents[Type]> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer)
      forget()
      finish()
    }
    const forget = follower.on(type, (event) => matches(event) && settle(() => resolve(event)))
    const overdue = new Error(`no matching '${type}' within ${deadlineMs} ms`)
    const timer = setTimeout(() => settle(() => reject(overdue)), deadlineMs)
  })
}
