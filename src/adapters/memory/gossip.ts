import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AttestationTopic } from '../../../machines/values.ts'
import type {
  GossipMessage,
  GossipPeer,
  GossipPort,
  GossipValidator,
  GossipVerdict,
  HeadsRequest,
  HeadsSource,
  PublishOutcome,
} from '../../ports/gossip.ts'
import { encodeHeadsRequest } from '../../wire/heads-request.ts'
import { maxMessageBytes } from '../../wire/limits.ts'
import { messageId } from '../../wire/message-id.ts'
import { askInTurn } from '../ask-in-turn.ts'
import { answerHeads, readHeads } from './heads.ts'

/** One in-process mesh. Members hear of each other only over links, as peers do over connections. */
export interface MemoryGossipHub {
  readonly open: (options: MemoryGossipOptions) => GossipPort
}

interface MemoryGossipOptions {
  readonly validate: GossipValidator
  /** Addresses of members to be linked to, whether they are open already or not. */
  readonly staticPeers: readonly string[]
  /** What it serves by height; without it, it does not speak that protocol. */
  readonly heads?: HeadsSource
}

const bothTopics: readonly AttestationTopic[] = ['cross-safe-blocks', 'cross-safe-heads']
const limitSeenMessages = 4_096

/** The router's thresholds, and verdicts priced so that the order of magnitude is the router's too. */
const graylistBelow = -40
const pointsOf = (verdict: GossipVerdict): number => {
  if (verdict.kind === 'reject') return -112
  return verdict.kind === 'ignore' && verdict.penalty ? -1 : 0
}
const pointsOfLie = -25

interface Member {
  readonly id: string
  readonly wants: ReadonlySet<string>
  readonly receive: (message: GossipMessage) => void
  /** Null when it does not answer this peer. */
  readonly answer: (from: string, request: Uint8Array) => Uint8Array | null
  readonly announce: () => void
}

/** The twin of the libp2p adapter: the same outcomes, validation and relaying, and no sockets. */
export function createMemoryGossipHub(): MemoryGossipHub {
  const members = new Map<string, Member>()
  let opened = 0
  const linked = (one: Member): readonly Member[] =>
    [...members.values()].filter(({ id, wants }) => id !== one.id && (wants.has(one.id) || one.wants.has(id)))
  const announceAround = (one: Member): void => {
    for (const member of [one, ...linked(one)]) member.announce()
  }
  return {
    open: (options) => {
      opened += 1
      const { member, port } = createMember(`memory-${opened}`, options, () => linked(member))
      members.set(member.id, member)
      announceAround(member)
      const close = async (): Promise<void> => {
        members.delete(member.id)
        announceAround(member)
        await port.close()
      }
      return { ...port, close }
    },
  }
}

function createMember(id: string, options: MemoryGossipOptions, linked: () => readonly Member[]) {
  const listeners = new Set<(peers: readonly GossipPeer[]) => void>()
  const scores = new Map<string, number>()
  const firstSeen = createFirstSeen()
  let open = true

  const scoreOf = (peer: string): number => scores.get(peer) ?? 0
  const addPoints = (peer: string, points: number): void => void scores.set(peer, scoreOf(peer) + points)

  const peers = (): readonly GossipPeer[] =>
    linked().map((peer) => ({
      id: peer.id,
      address: addressOf(peer.id),
      topics: bothTopics,
      inMesh: true,
      score: scoreOf(peer.id),
    }))

  const send = (message: GossipMessage, except: string): number => {
    const receivers = linked().filter((peer) => peer.id !== except)
    for (const peer of receivers) setImmediate(() => peer.receive({ ...message, from: id }))
    return receivers.length
  }

  const receive = async (message: GossipMessage): Promise<void> => {
    if (!open || scoreOf(message.from) < graylistBelow || !firstSeen(message)) return
    const verdict = await options.validate(message, 'gossip')
    addPoints(message.from, pointsOf(verdict))
    if (open && verdict.kind === 'accept') send(message, message.from)
  }

  const publish = async (topic: AttestationTopic, data: Uint8Array): Promise<PublishOutcome> => {
    if (data.length > maxMessageBytes) {
      return { kind: 'too-large', bytes: data.length, limitBytes: maxMessageBytes }
    }
    if (linked().length === 0) return { kind: 'nobody-subscribed' }
    const message = { topic, data, from: id }
    if (!firstSeen(message)) return { kind: 'duplicate' }
    return { kind: 'published', recipients: send(message, id) }
  }

  const exchange = async (peer: string, request: HeadsRequest, signal: AbortSignal) => {
    await nextTurn()
    const asked = linked().find((member) => member.id === peer)
    const answer = open && !signal.aborted ? asked?.answer(id, encodeHeadsRequest(request)) : null
    return answer ? readHeads(answer) : null
  }

  const askHeads: GossipPort['askHeads'] = (request, signal, only) => {
    const asked = peers().filter((peer) => (only ?? peer.id) === peer.id && peer.score >= graylistBelow)
    return askInTurn(
      {
        peers: asked.toSorted((a, b) => b.score - a.score).map((peer) => peer.id),
        exchange: (peer) => exchange(peer, request, signal),
        judge: (message) => options.validate(message, 'answer'),
        onLie: (peer) => addPoints(peer, pointsOfLie),
        onStranger: (peer, verdict) => addPoints(peer, pointsOf(verdict)),
      },
      request,
    )
  }

  const member: Member = {
    id,
    wants: new Set(options.staticPeers.map(idOfAddress)),
    receive: (message) => void receive(message),
    answer: (from, question) => {
      const serves = open && options.heads !== undefined && scoreOf(from) >= graylistBelow
      return serves ? answerHeads(options.heads, question) : null
    },
    announce: () => {
      for (const listener of listeners) listener(peers())
    },
  }
  const port: GossipPort = {
    peerId: id,
    addresses: () => [addressOf(id)],
    publish,
    askHeads,
    peers,
    onPeers: (listener) => {
      listeners.add(listener)
      listener(peers())
      return () => listeners.delete(listener)
    },
    close: async () => {
      open = false
      listeners.clear()
    },
  }
  return { member, port }
}

/** True once for each message id, as the router's cache of seen ids has it. */
function createFirstSeen(): (message: GossipMessage) => boolean {
  const seen = new Set<string>()
  return ({ topic, data }) => {
    const key = Buffer.from(messageId(topic, { kind: 'decompressed', data })).toString('hex')
    if (seen.has(key)) return false
    seen.add(key)
    if (seen.size > limitSeenMessages) seen.delete(seen.values().next().value!)
    return true
  }
}

function addressOf(id: string): string {
  return `/memory/p2p/${id}`
}

function idOfAddress(address: string): string {
  return address.slice(addressOf('').length)
}
