import type { SignOutcome, Work } from '../../../machines/attester/outcomes.ts'
import type { AttestationTopic } from '../../../machines/values.ts'
import type { ClockPort } from '../../ports/clock.ts'
import type { SignerPort } from '../../ports/signer.ts'
import type { AttesterStorePort } from '../../ports/store.ts'
import { keccak256 } from '../../wire/hash.ts'
import { encodeHead } from '../../wire/head.ts'
import { toHex } from '../../wire/hex.ts'
import { joinSigned } from '../../wire/signed-message.ts'
import { attestationDomain } from '../../wire/topics.ts'
import type { SignedMessage, Workbench } from './workbench.ts'

export interface SignParts {
  readonly chainId: number
  readonly signer: SignerPort
  readonly store: AttesterStorePort
  readonly clock: ClockPort
}

interface Unsigned {
  readonly topic: AttestationTopic
  readonly body: Uint8Array
}

/** Signs the head, and the block beside it unless it is only said again. The head goes first. */
export async function sign(
  parts: SignParts,
  bench: Workbench,
  work: Work,
  signal: AbortSignal,
): Promise<SignOutcome> {
  const issuedAtMs = parts.clock.nowMs()
  const messages: SignedMessage[] = []
  for (const { topic, body } of [headOf(work, issuedAtMs), ...blockOf(bench, work)]) {
    const request = {
      domain: attestationDomain(topic),
      chainId: parts.chainId,
      payloadHash: toHex(keccak256(body)),
    }
    const answer = await parts.signer.sign(request, signal)
    if (answer.kind !== 'ok') return answer
    messages.push({ topic, data: joinSigned(answer.value, body) })
  }
  const { number, hash, l1View } = work
  const [head] = messages
  parts.store.recordSigned({ number, hash, l1View, signer: parts.signer.address, issuedAtMs }, head!.data)
  bench.signed = { hash, messages }
  return { kind: 'signed', issuedAtMs }
}

function headOf({ number, hash, timestamp, l1View }: Work, issuedAtMs: number): Unsigned {
  if (timestamp === null) throw new Error(`block ${number} was never fetched, so its time is not known`)
  const l1 = { l1Number: l1View.number, l1Hash: l1View.hash }
  return {
    topic: 'cross-safe-heads',
    body: encodeHead({ number, blockHash: hash, timestamp, ...l1, issuedAtMs }),
  }
}

function blockOf({ body }: Workbench, { hash, occasion }: Work): readonly Unsigned[] {
  if (occasion === 'repeat' || body?.hash !== hash || body.envelope === null) return []
  return [{ topic: 'cross-safe-blocks', body: body.envelope }]
}
