import type { Address, AttestationTopic, BlockRef, Hash, L1View } from '../../machines/values.ts'
import type { MemoryChain } from '../../src/adapters/memory/chain.ts'
import { type OpenedMessage, openMessage } from '../../src/wire/signed-message.ts'
import { attestationDomain } from '../../src/wire/topics.ts'

/** Somebody in the mesh who remembers every statement that was ever made. */
export interface WireWatch {
  readonly hear: (topic: AttestationTopic, data: Uint8Array) => void
  readonly heads: () => readonly BlockRef[]
  readonly newest: () => BlockRef | null
  readonly wasAttested: (hash: Hash) => boolean
  /** Two hashes for one height along one L1 chain, and whatever nobody could take for a statement. */
  readonly violations: readonly string[]
}

interface Statement extends BlockRef {
  readonly signer: Address
  /** Null while only the block was heard, which has none. */
  readonly l1View: L1View | null
}

export function watchWire(chainId: number, l1: MemoryChain): WireWatch {
  const statements: Statement[] = []
  const heads: BlockRef[] = []
  const violations: string[] = []
  const isCanonical = ({ l1View }: Statement) => l1View === null || l1.at(l1View.number)?.hash === l1View.hash

  const note = ({ signer, number, hash, l1View }: OpenedMessage): void => {
    const rivals = statements.filter((held) => held.signer === signer && held.number === number)
    const rival = rivals.find((held) => held.hash !== hash && isCanonical(held))
    if (rival !== undefined) violations.push(`${signer} signed ${rival.hash} and ${hash} at ${number}`)
    const isKnown = rivals.some((held) => held.hash === hash && (l1View === null || held.l1View !== null))
    if (!isKnown) statements.push({ signer, number, hash, l1View })
  }

  return {
    hear: (topic, data) => {
      const opened = openMessage({ topic, chainId, domain: attestationDomain(topic) }, data)
      const body = opened.kind === 'ok' ? opened.value.verifyBody() : opened
      if (opened.kind === 'malformed' || body.kind === 'malformed') {
        violations.push(`${topic}: ${opened.kind === 'malformed' ? opened.reason : 'its body is malformed'}`)
        return
      }
      note(opened.value)
      const { number, hash } = opened.value
      if (topic === 'cross-safe-heads') heads.push({ number, hash })
    },
    heads: () => heads,
    newest: () => heads.reduce<BlockRef | null>((newest, head) => higher(newest, head), null),
    wasAttested: (hash) => statements.some((held) => held.hash === hash),
    violations,
  }
}

function higher(newest: BlockRef | null, head: BlockRef): BlockRef {
  return newest === null || head.number >= newest.number ? head : newest
}
