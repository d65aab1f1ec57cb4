import type { GossipLinkDelays } from '../gossip/machine.ts'
import type { PollerInput } from '../poller/machine.ts'
import { consolidationQuestion, derivationQuestion, engineQuestion, l1Question } from './questions.ts'
import type { FollowerMachineContext } from './setup.ts'

/** What the five links are started with: four pollers, one mesh. */

type Scope = { readonly context: FollowerMachineContext }

export function derivation({ context }: Scope): PollerInput {
  const delays = context.links.pollers
  return { name: 'derivation', goodKind: 'agreed', question: derivationQuestion(context), delays }
}

export function consolidation({ context }: Scope): PollerInput {
  return {
    name: 'consolidation',
    goodKind: 'consolidated',
    question: consolidationQuestion(context),
    delays: context.links.pollers,
  }
}

export function l1({ context }: Scope): PollerInput {
  return { name: 'l1', goodKind: 'read', question: l1Question(context), delays: context.links.pollers }
}

export function engine({ context }: Scope): PollerInput {
  return {
    name: 'engine',
    goodKind: 'labels',
    question: engineQuestion(context),
    delays: context.links.pollers,
  }
}

export function gossip({ context }: Scope): { delays: GossipLinkDelays } {
  return { delays: context.links.gossip }
}
