import { afterAll, describe, expect, it } from 'vitest'
import { fromCallback, SimulatedClock, type SnapshotFrom } from 'xstate'
import { gossipLink, type MeshEvent } from '../../machines/gossip/machine.ts'
import { exploreGraph } from '../support/graph/explore-graph.ts'
import { walksOver } from '../support/graph/walks.ts'
import { type Clock, createManualClock } from '../support/manual-clock.ts'
import { attests, block, honest, viewX } from './follower/world.ts'
import { openLink } from './link-stage.ts'

const delays = { joinDeadlineMs: 20_000, rejoinMs: 5_000 }
const attestation = attests(honest, block(1, 'a'), viewX)

/** A gossip link over a mesh that says what the test says; it counts how often it was started and stopped. */
function gossip({ clock = new SimulatedClock() as Clock, breaks = false } = {}) {
  const mesh = { started: 0, stopped: 0, say: (() => {}) as (event: MeshEvent) => void }
  const provided = gossipLink.provide({
    actors: {
      mesh: fromCallback<MeshEvent>(({ sendBack }) => {
        mesh.started += 1
        if (breaks) throw new Error('the port is taken')
        mesh.say = sendBack
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
    expect(values).toEqual([{ up: 'isolated' }, { up: 'connected' }, { up: 'isolated' }])
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
  const model = gossipLink.provide({ actions: { report: () => {}, passOn: () => {} } })
  const keyOf = ({ value, context: { peers, trouble } }: Snapshot) => JSON.stringify([value, peers, trouble])
  const said: readonly Said[] = [
    { type: 'mesh.joined' },
    ...[0, 1].map((peers) => ({ type: 'mesh.peers', peers })),
    { type: 'mesh.failed', detail: 'the socket closed' },
    { type: 'mesh.attestation', attestation },
    { type: 'xstate.error.actor.mesh', error: 'a defect' },
  ]
  const eventsIn = (snapshot: Snapshot): readonly Said[] => [
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
        else link.send(event)
        expect(keyOf(link.getSnapshot())).toBe(to)
      }
      stop()
    }
    Object.assign(counts, { edges: edges.length, walks: walks.length })
    expect(new Set(edges.map(({ event }) => event.type)).size).toBe(7)
  })

  afterAll(() => console.log(`gossip: ${counts.edges} edges in ${counts.walks} walks`))
})
