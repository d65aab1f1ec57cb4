import { type AnyActorLogic, type AnyActorRef, type AnyEventObject, createActor, createMachine } from 'xstate'
import type { Clock } from '../support/manual-clock.ts'

/** A link as it lives: the child of somebody to whom it reports. */
export interface LinkStage {
  readonly link: AnyActorRef
  /** What it reported since this was asked last. */
  readonly takeReports: () => readonly AnyEventObject[]
  readonly stop: () => void
}

export function openLink(logic: AnyActorLogic, input: unknown, clock: Clock): LinkStage {
  const reports: AnyEventObject[] = []
  const parent = createMachine({
    invoke: { id: 'link', src: logic, input: () => input },
    on: { '*': { actions: ({ event }) => reports.push(event) } },
  })
  const actor = createActor(parent, { clock }).start()
  return {
    link: actor.getSnapshot().children.link as AnyActorRef,
    takeReports: () => reports.splice(0),
    stop: () => actor.stop(),
  }
}

/** Lets what was answered reach the actor: promises take a few turns. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}
