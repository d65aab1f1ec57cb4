import { afterAll, describe, expect, it } from 'vitest'
import { fromCallback, SimulatedClock, type SnapshotFrom } from 'xstate'
import type { HeadsRange } from '../../machines/gossip/heads.ts'
import { gossipLink, type MeshCommand, type MeshEvent } from '../../machines/gossip/machine.ts'
import { exploreGraph } from '../support/graph/explore-graph.ts'
import { walksOver } from '../support/graph/walks.ts'
import { type Clock, createManualClock } from '../support/manual-clock.ts'
import { attests, block, honest, viewX } from './follower/world.ts'
import { openLink } from './link-stage.ts'

const delays = { joinDeadlineMs: 20_000, rejoinMs: 5_000, headsRetryMs: 4_000 }
const fromTwo: readonly HeadsRange[] = [{ from: 2, count: 3 }]
const attestation = attests(honest, block(1, 'a'), viewX)

/** A gossip link over a mesh that says what the test says; it counts how often it was started and stopped, and keeps what it was asked. */
function gossip({ clock = new SimulatedClock() as Clock, breaks = false } = {}) {
  const asked: (readonly HeadsRange[])[] = []
  const mesh = {
    started: 0,
    stopped: 0,
    say: (() => {}) as (event: MeshEvent) => void,
    takeAsked: () => asked.splice(0),
  }
  const provided = gossipLink.provide({
    actors: {
      mesh: fromCallback<MeshCommand>(({ sendBack, receive }) => {
        mesh.started += 1
        if (breaks) throw new Error('the port is taken')
        mesh.say = sendBack
        receive(({ ranges }) => asked.push(ranges))
        return () => {
          mesh.stopped += 1
        }
      }),
    },
  })
  return { ...openLink(provided, { delays }, clock), mesh }
}

describe('a gossip link', () => {
  it('joins, is alone, finds a peer and loses it, and says so each time', () => {
    const { link, mesh, takeReports } = gossip()
    expect(link.getSnapshot().value).toEqual({ up: 'joining' })
    const seen = [{ type: 'mesh.joined' }, { type: 'mesh.peers', peers: 2 }, { type: 'mesh.peers', peers: 0 }]
    const values = seen.map((event) => {
      mesh.say(event as MeshEvent)
      return link.getSnapshot().value
    })
    expect(values).toEqual([{ up: 'isolated' }, { up: { connected: 'content' } }, { up: 'isolated' }])
    expect(takeReports().map((report) => report.peers)).toEqual([0, 2, 0])
  })

  it('passes accepted attestations on in every state in which the mesh runs', () => {
    const { mesh, takeReports } = gossip()
    mesh.say({ type: 'mesh.attestation', attestation })
    mesh.say({ type: 'mesh.peers', peers: 1 })
    takeReports()
    mesh.say({ type: 'mesh.attestation', attestation })
    expect(takeReports()).toEqual([{ type: 'attestation.accepted', attestation }])
  })

  it('is down when it does not start by its deadline, closes what it opened, and tries again', () => {
    const clock = new SimulatedClock()
    const { link, mesh, takeReports } = gossip({ clock })
    clock.increment(delays.joinDeadlineMs)
    expect(link.getSnapshot().value).toBe('down')
    expect(takeReports()).toMatchObject([{ peers: 0, trouble: 'did not start by its deadline' }])
    expect(mesh).toMatchObject({ started: 1, stopped: 1 })
    clock.increment(delays.rejoinMs)
    expect(mesh.started).toBe(2)
    mesh.say({ type: 'mesh.joined' })
    expect(takeReports()).toMatchObject([{ trouble: null }])
  })

  it('forgets its peers when the mesh fails, and joins again after a while', () => {
    const clock = new SimulatedClock()
    const { link, mesh, takeReports } = gossip({ clock })
    mesh.say({ type: 'mesh.peers', peers: 3 })
    mesh.say({ type: 'mesh.failed', detail: 'the socket closed' })
    expect(takeReports().at(-1)).toMatchObject({ peers: 0, trouble: 'the socket closed' })
    clock.increment(delays.rejoinMs - 1)
    expect(link.getSnapshot().value).toBe('down')
    clock.increment(1)
    expect(link.getSnapshot().value).toEqual({ up: 'joining' })
  })

  it('asks its peers for missing heads at once, again while they are missing, and no more when they are not', () => {
    const clock = new SimulatedClock()
    const { link, mesh } = gossip({ clock })
    mesh.say({ type: 'mesh.joined' })
    mesh.say({ type: 'mesh.peers', peers: 1 })
    link.send({ type: 'heads.wanted', question: { ranges: fromTwo } })
    expect(mesh.takeAsked()).toEqual([fromTwo])
    clock.increment(delays.headsRetryMs)
    clock.increment(delays.headsRetryMs)
    expect(mesh.takeAsked()).toEqual([fromTwo, fromTwo])
    link.send({ type: 'heads.wanted', question: { ranges: [] } })
    clock.increment(delays.headsRetryMs)
    expect(mesh.takeAsked()).toEqual([])
  })

  it('asks an unchanged question no sooner, however often it is put and whoever joins', () => {
    const clock = new SimulatedClock()
    const { link, mesh, takeReports } = gossip({ clock })
    mesh.say({ type: 'mesh.peers', peers: 1 })
    link.send({ type: 'heads.wanted', question: { ranges: fromTwo } })
    clock.increment(delays.headsRetryMs - 1)
    link.send({ type: 'heads.wanted', question: { ranges: [{ from: 2, count: 3 }] } })
    mesh.say({ type: 'mesh.peers', peers: 2 })
    expect(mesh.takeAsked()).toEqual([fromTwo])
    expect(takeReports().at(-1)).toMatchObject({ peers: 2 })
    clock.increment(1)
    expect(mesh.takeAsked()).toEqual([fromTwo])
    link.send({ type: 'heads.wanted', question: { ranges: [{ from: 2, count: 4 }] } })
    expect(mesh.takeAsked()).toEqual([[{ from: 2, count: 4 }]])
  })

  it('keeps its question while nobody is there to be asked', () => {
    const clock = new SimulatedClock()
    const { link, mesh } = gossip({ clock })
    link.send({ type: 'heads.wanted', question: { ranges: fromTwo } })
    mesh.say({ type: 'mesh.joined' })
    clock.increment(delays.headsRetryMs)
    mesh.say({ type: 'mesh.failed', detail: 'the socket closed' })
    clock.increment(delays.rejoinMs)
    expect(mesh.takeAsked()).toEqual([])
    mesh.say({ type: 'mesh.peers', peers: 1 })
    expect(mesh.takeAsked()).toEqual([fromTwo])
  })

  it('survives a mesh that throws while it starts', () => {
    const { link, takeReports } = gossip({ breaks: true })
    expect(link.getSnapshot().value).toBe('down')
    expect(takeReports()).toMatchObject([{ trouble: 'the gossip node failed' }])
  })
})

describe('every edge of the gossip link', () => {
  type Snapshot = SnapshotFrom<typeof gossipLink>
  type Said = { readonly type: string; readonly [field: string]: unknown }
  const counts = { edges: 0, walks: 0 }
  const model = gossipLink.provide({ actions: { report: () => {}, passOn: () => {}, askMesh: () => {} } })
  const keyOf = ({ value, context: { peers, trouble, wanted } }: Snapshot) =>
    JSON.stringify([value, peers, trouble, wanted])
  const said: readonly Said[] = [
    { type: 'mesh.joined' },
    ...[0, 1].map((peers) => ({ type: 'mesh.peers', peers })),
    { type: 'mesh.failed', detail: 'the socket closed' },
    { type: 'mesh.attestation', attestation },
    { type: 'xstate.error.actor.mesh', error: 'a defect' },
  ]
  const wanted = [[], fromTwo].map((ranges) => ({ type: 'heads.wanted', question: { ranges } }))
  const eventsIn = (snapshot: Snapshot): readonly Said[] => [
    ...wanted,
    ...(snapshot.value === 'down' ? [] : said),
    ...snapshot._nodes.flatMap((node) => node.after.map(({ eventType }) => ({ type: String(eventType) }))),
  ]

  it('is taken by a real one', () => {
    const world = { input: { delays }, eventsIn, keyOf, edgesLimit: 500 }
    const { edges, initial } = exploreGraph(model, world)
    const walks = walksOver(edges, initial)
    for (const walk of walks) {
      const { clock, fire } = createManualClock()
      const { link, stop } = gossip({ clock })
      for (const { event, to } of walk) {
        if (event.type.includes('joinDeadline')) fire(delays.joinDeadlineMs)
        else if (event.type.includes('rejoin')) fire(delays.rejoinMs)
        else if (event.type.includes('headsRetry')) fire(delays.headsRetryMs)
        else link.send(event)
        expect(keyOf(link.getSnapshot())).toBe(to)
      }
      stop()
    }
    Object.assign(counts, { edges: edges.length, walks: walks.length })
    expect(new Set(edges.map(({ event }) => event.type)).size).toBe(9)
  })

  afterAll(() => console.log(`gossip: ${counts.edges} edges in ${counts.walks} walks`))
})
