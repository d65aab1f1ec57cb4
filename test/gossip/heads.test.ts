import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stream } from '@libp2p/interface'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createGossipValidator } from '../../src/actors/gossip/validate.ts'
import { type Libp2pGossipEvent, openLibp2pGossip } from '../../src/adapters/libp2p/gossip.ts'
import type { HeadsRequest, HeadsSource } from '../../src/ports/gossip.ts'
import { encodeHeadsRequest } from '../../src/wire/heads-request.ts'
import { encodeHeadsResponse } from '../../src/wire/heads-response.ts'
import { toHex } from '../../src/wire/hex.ts'
import { line, openHeadsPeer } from './heads-peer.ts'
import { attester, attesterKey, headSignedBy } from './statements.ts'
import { until } from './until.ts'

const head = headSignedBy(attesterKey, { number: 7 })
const oneHead = encodeHeadsResponse({ kind: 'heads', heads: [head] })
const newest: HeadsRequest = { kind: 'newest', count: 1 }
const question = encodeHeadsRequest(newest)
const { signal } = new AbortController()
const graylist = -40

/** A node of ours, over real sockets. */
async function open(peers: readonly { readonly address: string }[], heads?: HeadsSource) {
  const directory = mkdtempSync(join(tmpdir(), 'op-follower-heads-'))
  const events: Libp2pGossipEvent[] = []
  const accepted: number[] = []
  const node = await openLibp2pGossip({
    chainId: 901,
    identityPath: join(directory, 'identity'),
    listen: { ip: '127.0.0.1', port: 0 },
    staticPeers: peers.map(({ address }) => address),
    validate: createGossipValidator({
      chainId: 901,
      attesters: () => [attester],
      clock: { nowMs: Date.now },
      onAccepted: ({ number }) => accepted.push(number),
    }),
    ...(heads && { heads }),
    onEvent: (event) => events.push(event),
  })
  onTestFinished(async () => {
    await node.close()
    rmSync(directory, { recursive: true })
  })
  await until('all are linked', () => node.peers().length === peers.length)
  const scoreOf = (id: string) => node.peers().find((peer) => peer.id === id)?.score ?? 0
  return { ...node, address: node.addresses()[0]!, events, accepted, scoreOf }
}

const say = (data: Uint8Array) => async (stream: Stream) => {
  stream.send(data)
  await stream.close()
}
const honest = () => openHeadsPeer(say(oneHead))

describe('a node that is asked for heads', { timeout: 30_000 }, () => {
  it('answers byte by byte what the document says', async () => {
    const requests: HeadsRequest[] = []
    const node = await open([], (request) => {
      requests.push(request)
      return request.kind === 'newest' ? [head] : []
    })
    const asker = await openHeadsPeer()
    expect(toHex((await asker.ask(node.address, question))!)).toBe(`0x00${toHex(head).slice(2)}`)
    const range: HeadsRequest = { kind: 'range', from: 5, count: 2 }
    expect(await asker.ask(node.address, encodeHeadsRequest(range))).toEqual(Buffer.of(3))
    expect(requests).toEqual([newest, range])
  })

  it('takes a question that comes in pieces', async () => {
    const node = await open([], () => [head])
    const asker = await openHeadsPeer()
    const pieces = [question.subarray(0, 3), question.subarray(3, 11), question.subarray(11)]
    expect(await asker.ask(node.address, ...pieces)).toEqual(Buffer.from(oneHead))
  })

  it('takes a question that comes along with the negotiation of the protocol', async () => {
    const node = await open([], () => [head])
    const asker = await openHeadsPeer()
    const answer = await asker.askAhead(node.address, question)
    const negotiated = [line('/multistream/1.0.0'), line('/optimism/901/cross-safe-heads/1')]
    expect(answer).toEqual(Buffer.concat([...negotiated, oneHead]))
  })

  it.each([
    ['nothing', []],
    ['too little', [question.subarray(1)]],
    ['too much', [question, Uint8Array.of(0)]],
    ['for no heights', [new Uint8Array(16)]],
    ['a megabyte', Array.from({ length: 16 }, () => new Uint8Array(64 * 1024))],
  ])('refuses a question that says %s, and blames the peer', async (_, chunks) => {
    let asked = 0
    const node = await open([], () => {
      asked += 1
      return [head]
    })
    const asker = await openHeadsPeer()
    const answer = await asker.ask(node.address, ...chunks)
    if (answer !== null) expect(answer).toEqual(Buffer.of(1))
    await until('it is blamed', () => node.scoreOf(asker.id) < -20)
    expect(asked).toBe(0)
  })

  it('does not listen to the end of a question that has none, and blames the peer', async () => {
    const node = await open([], () => [head])
    const asker = await openHeadsPeer()
    await asker.begin(node.address, new Uint8Array(17))
    await until('it is blamed', () => node.scoreOf(asker.id) < -20)
  })

  it('takes a burst of questions, then refuses, then hears that peer no more; others it serves', async () => {
    const node = await open([], () => [head])
    const eager = await openHeadsPeer()
    const answers = { heads: 0, limited: 0 }
    while (answers.limited < 16) {
      const answer = await eager.ask(node.address, question)
      if (answer?.length === 1) expect(answer).toEqual(Buffer.of(2))
      if (answer === null) break
      answers[answer.length === 1 ? 'limited' : 'heads'] += 1
    }
    expect(answers.heads).toBeGreaterThanOrEqual(64)
    await until('it is graylisted', () => node.scoreOf(eager.id) < graylist)
    expect(await eager.ask(node.address, question)).toBeNull()
    const other = await openHeadsPeer()
    expect(await other.ask(node.address, question)).toEqual(Buffer.from(oneHead))
  })

  it('has nothing when its store fails, or hands out what no answer holds, and says so', async () => {
    const failing = await open([], () => {
      throw new Error('disk')
    })
    const overfull = await open([], () => Array.from({ length: 257 }, () => head))
    const asker = await openHeadsPeer()
    for (const node of [failing, overfull]) {
      expect(await asker.ask(node.address, question)).toEqual(Buffer.of(3))
      expect(node.events.map(({ kind }) => kind)).toEqual(['heads-defect'])
    }
  })

  it('cuts open questions when it closes', async () => {
    const node = await open([], () => [head])
    const slow = await openHeadsPeer()
    const stream = await slow.begin(node.address, question.subarray(1))
    await until('it is a peer', () => node.peers().length === 1)
    await node.close()
    await until('the stream is over', () => stream.status !== 'open')
  })
})

describe('a node whose peer is slow', { timeout: 30_000 }, () => {
  it('gives up on a question that never ends', async () => {
    const node = await open([], () => [head])
    const slow = await openHeadsPeer()
    const stream = await slow.begin(node.address, question.subarray(1))
    await until('the stream is cut', () => stream.status === 'reset')
    expect(node.scoreOf(slow.id)).toBeGreaterThanOrEqual(0)
  })

  it('passes over a peer that is silent, cuts it off, and asks it last from then on', async () => {
    const streams: Stream[] = []
    const silent = await openHeadsPeer((stream) => streams.push(stream))
    const good = await honest()
    const node = await open([silent, good])
    const answers = [await node.askHeads(newest, signal, silent.id), await node.askHeads(newest, signal)]
    expect(answers).toEqual([0, 1])
    expect(silent.asked()).toBe(1)
    await until('the silent one is cut', () => streams[0]?.status === 'reset')
    expect(node.scoreOf(silent.id)).toBeGreaterThanOrEqual(0)
  })
})

describe('a node that asks for heads', { timeout: 30_000 }, () => {
  const endless = (stream: Stream): void => {
    for (let chunk = 0; chunk < 8; chunk += 1) stream.send(new Uint8Array(16 * 1024))
  }

  it.each<[string, (stream: Stream) => unknown, string]>([
    ['nothing at all', (stream) => stream.close(), 'no result'],
    ['of a result that nobody defined', say(Uint8Array.of(9)), 'nobody defined'],
    ['of half a head', say(oneHead.subarray(0, -80)), 'no whole number of heads'],
    ['that refuses and goes on', say(Uint8Array.of(3, 1)), 'after a refusal'],
    ['without end', endless, 'more than 41217 bytes'],
  ])('blames a peer for an answer %s, and asks the next', async (_, answer, detail) => {
    const liar = await openHeadsPeer(answer)
    const node = await open([liar])
    expect(await node.askHeads(newest, signal)).toBe(0)
    expect(node.events).toEqual([
      { kind: 'heads-lie', peer: liar.id, detail: expect.stringContaining(detail) },
    ])
    expect(node.scoreOf(liar.id)).toBeLessThan(-20)
    const asked = liar.asked()
    const good = await honest()
    const both = await open([liar, good])
    expect(await both.askHeads(newest, signal)).toBe(1)
    expect(liar.asked() - asked).toBeLessThanOrEqual(1)
  })

  it.each([1, 2, 3])('takes refusal %i as it is, without blame', async (result) => {
    const peer = await openHeadsPeer(say(Uint8Array.of(result)))
    const node = await open([peer])
    expect(await node.askHeads(newest, signal)).toBe(0)
    expect(node.events).toEqual([])
  })

  it('passes over a peer that resets', async () => {
    const rude = await openHeadsPeer((stream) => stream.abort(new Error('no')))
    const node = await open([rude, await honest()])
    expect(await node.askHeads(newest, signal)).toBe(1)
    expect(node.events).toEqual([])
  })

  it('does not ask one peer more often than others take, and goes to the next instead', async () => {
    const busy = await openHeadsPeer(say(Uint8Array.of(3)))
    const node = await open([busy])
    for (let n = 0; n < 60; n += 1) await node.askHeads(newest, signal)
    expect(busy.asked()).toBeGreaterThanOrEqual(32)
    expect(busy.asked()).toBeLessThan(60)
  })

  it.each<[string, (node: { close: () => Promise<void> }, stop: AbortController) => unknown]>([
    ['it is told to stop', (_, stop) => stop.abort()],
    ['it is closed', (node) => node.close()],
  ])('answers at once when %s while a peer is silent', async (_, end) => {
    const stop = new AbortController()
    const silent = await openHeadsPeer(() => {})
    const [node, patient] = await Promise.all([open([silent]), open([silent])])
    const deadline = patient.askHeads(newest, signal).then(() => 'at the deadline')
    await until('the patient one has asked', () => silent.asked() === 1)
    const answer = node.askHeads(newest, stop.signal)
    await until('it has asked', () => silent.asked() === 2)
    await end(node, stop)
    expect(await Promise.race([answer, deadline])).toBe(0)
  })

  it('survives a peer that goes away in the middle', async () => {
    const leaving = await openHeadsPeer((stream) => {
      stream.send(oneHead.subarray(0, 50))
      setImmediate(leaving.cut)
    })
    const node = await open([leaving])
    expect(await node.askHeads(newest, signal)).toBe(0)
    expect(node.events.filter(({ kind }) => kind === 'heads-lie')).toEqual([])
  })
})
