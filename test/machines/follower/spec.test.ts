import { createTestModel, type TestPath } from '@xstate/graph'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { exploreGraph } from '../../support/graph/explore-graph.ts'
import { walksOver } from '../../support/graph/walks.ts'
import { mutants } from './spec/mutants.ts'
import { openWorld } from './spec/small-world.ts'
import { observable, type SpecEvent, type SpecSnapshot, specEvents, specMachine } from './spec/spec.ts'
import { createTheatre, type Theatre } from './stage.ts'

// An independent specification, and a real follower that must look the same after every event.

vi.setConfig({ testTimeout: 60_000 })

/** Short enough to be read when one fails. */
const stepsOfPathLimit = 25
const model = createTestModel(specMachine)
const { paths, states, edges } = pathsOverEveryEdge()
const killed: string[] = []

describe('the follower', () => {
  it('looks as the specification says after every event', async () => {
    const theatre = createTheatre()
    for (const path of paths) await follow(theatre, path)
    expect(paths.length).toBeGreaterThan(0)
  })
})

describe('the specification tells a follower that', () => {
  it.each(Object.entries(mutants))('%s', async (name, machine) => {
    const theatre = createTheatre(machine)
    await expect(followAll(theatre)).rejects.toThrow()
    killed.push(name)
  })
})

afterAll(() => {
  const steps = paths.reduce((sum, path) => sum + path.steps.length, 0)
  console.log(`spec: ${states} states, ${edges} edges in ${paths.length} paths of ${steps} steps`)
  console.log(`spec: ${killed.length} of ${Object.keys(mutants).length} mutants killed: ${killed.join('; ')}`)
})

async function followAll(theatre: Theatre): Promise<void> {
  for (const path of paths) await follow(theatre, path)
}

async function follow(theatre: Theatre, path: TestPath<SpecSnapshot, SpecEvent>): Promise<void> {
  const world = await openWorld(theatre)
  const exec = ({ event }: { event: SpecEvent }) => world.live(event)
  await path.test({
    events: Object.fromEntries(specEvents.map(({ type }) => [type, exec])),
    states: { '*': ({ context }) => expect(world.observe()).toEqual(observable(context)) },
  })
  world.stop()
}

function pathsOverEveryEdge() {
  const events = (snapshot: SpecSnapshot) => specEvents.filter((event) => snapshot.can(event))
  const keyOf = ({ context }: SpecSnapshot) => JSON.stringify(context)
  const graph = exploreGraph(specMachine, { eventsIn: events, keyOf, edgesLimit: 10_000 })
  const walks = walksOver(graph.edges, graph.initial, stepsOfPathLimit)
  const told = walks.map((walk) => walk.map(({ event }) => event))
  return {
    paths: told.flatMap((story) => model.getPathsFromEvents(story, { events, serializeState: keyOf })),
    states: graph.states.size,
    edges: graph.edges.length,
  }
}
