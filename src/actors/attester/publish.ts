import type { PublishingOutcome, Work } from '../../../machines/attester/outcomes.ts'
import type { GossipPort, PublishOutcome } from '../../ports/gossip.ts'
import type { Workbench } from './workbench.ts'

/** Publishes what was signed. The head decides whether anybody was reached; a block may be too large to travel. */
export async function publish(
  gossip: GossipPort,
  bench: Workbench,
  { number, hash }: Work,
): Promise<PublishingOutcome> {
  if (bench.signed?.hash !== hash) throw new Error(`block ${number} was never signed`)
  const [head, ...others] = bench.signed.messages
  if (head === undefined) throw new Error(`nothing was signed for block ${number}`)
  const outcome = await gossip.publish(head.topic, head.data)
  const problem = problemOf(outcome)
  if (problem !== null) return { kind: 'unpublished', detail: `${head.topic}: ${problem}` }
  const problems: string[] = []
  for (const { topic, data } of others) {
    const beside = problemOf(await gossip.publish(topic, data))
    if (beside !== null) problems.push(`${topic}: ${beside}`)
  }
  return { kind: 'reached', recipients: outcome.kind === 'published' ? outcome.recipients : 0, problems }
}

/** A duplicate is no problem: somebody passes it on already. */
function problemOf(outcome: PublishOutcome): string | null {
  switch (outcome.kind) {
    case 'published':
    case 'duplicate':
      return null
    case 'nobody-subscribed':
      return 'no peer listens to this topic'
    case 'too-large':
      return `${outcome.bytes} bytes are more than ${outcome.limitBytes}`
    case 'failed':
      return outcome.detail
  }
}
