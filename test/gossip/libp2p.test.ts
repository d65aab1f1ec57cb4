import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  GossipConfigError,
  type Libp2pGossipEvent,
  type Libp2pGossipOptions,
  openLibp2pGossip,
} from '../../src/adapters/libp2p/gossip.ts'
import type { GossipPort } from '../../src/ports/gossip.ts'
import { until } from './until.ts'

describe('a node on the mesh', { timeout: 30_000 }, () => {
  let directory: string
  let nodes: GossipPort[]

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'op-follower-libp2p-'))
    nodes = []
  })

  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.close()))
    rmSync(directory, { recursive: true })
  })

  async function open(name: string, options: Partial<Libp2pGossipOptions> = {}): Promise<GossipPort> {
    const node = await openLibp2pGossip({
      chainId: 901,
      identityPath: join(directory, name),
      listen: { ip: '127.0.0.1', port: 0 },
      staticPeers: [],
      validate: () => ({ kind: 'accept' }),
      ...options,
    })
    nodes.push(node)
    return node
  }

  const portOf = (node: GossipPort): number => Number(/tcp\/(\d+)/.exec(node.addresses()[0]!)![1])

  it('has the same peer id after a restart, and is dialled again by those who know it', async () => {
    const one = await open('one')
    const listen = { ip: '127.0.0.1', port: portOf(one) }
    const address = one.addresses()[0]
    const events: Libp2pGossipEvent[] = []
    const other = await open('other', {
      staticPeers: one.addresses(),
      onEvent: (event) => events.push(event),
    })
    await until('they are connected', () => one.peers().length === 1 && other.peers().length === 1)
    await one.close()
    await until('a dial fails', () => events.some(({ kind }) => kind === 'dial-failed'))
    const back = await open('one', { listen })
    expect(back.peerId).toBe(one.peerId)
    await until('they are meshed again', () => other.peers()[0]?.inMesh === true && back.peers().length === 1)
    expect(events[0]).toEqual({
      kind: 'dial-failed',
      address,
      detail: expect.stringContaining('ECONNREFUSED'),
      retryInMs: 1_000,
    })
  })

  it('does not dial itself when a fleet shares one list', async () => {
    const first = await open('one')
    const port = portOf(first)
    const address = first.addresses()[0]!
    await first.close()
    const events: Libp2pGossipEvent[] = []
    const again = await open('one', {
      listen: { ip: '127.0.0.1', port },
      staticPeers: [address],
      onEvent: (event) => events.push(event),
    })
    const other = await open('other', { staticPeers: [address] })
    await until('the other is there', () => again.peers().length === 1)
    expect(events).toEqual([])
    expect(other.peers()).toHaveLength(1)
  })

  it('does not become a peer of another who answers at the address', async () => {
    const stranger = await open('stranger')
    const expected = await open('expected')
    const events: Libp2pGossipEvent[] = []
    const address = stranger.addresses()[0]!.replace(stranger.peerId, expected.peerId)
    const node = await open('node', { staticPeers: [address], onEvent: (event) => events.push(event) })
    await until('the dial fails', () => events.length > 0)
    expect(node.peers()).toEqual([])
  })

  it('keeps to its chain', async () => {
    const one = await open('one')
    const other = await open('other', { chainId: 902, staticPeers: one.addresses() })
    await until('they are connected', () => one.peers().length === 1)
    expect(one.peers()[0]!.topics).toEqual([])
    expect(await other.publish('cross-safe-heads', new Uint8Array(9))).toEqual({ kind: 'nobody-subscribed' })
  })

  it('says what is wrong with a port in use', async () => {
    const one = await open('one')
    const port = portOf(one)
    const refusal = await open('other', { listen: { ip: '127.0.0.1', port } }).catch(
      (error: unknown) => error,
    )
    expect(refusal).toBeInstanceOf(GossipConfigError)
    expect(String(refusal)).toContain(`127.0.0.1 port ${port}`)
  })

  it('says what is wrong with a static peer that does not say who it is', async () => {
    const refusal = await open('one', { staticPeers: ['/ip4/127.0.0.1/tcp/9333'] }).catch(
      (error: unknown) => error,
    )
    expect(refusal).toBeInstanceOf(GossipConfigError)
    expect(String(refusal)).toContain('/ip4/127.0.0.1/tcp/9333')
  })
})
