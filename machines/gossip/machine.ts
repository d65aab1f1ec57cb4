import { assign, fromCallback, sendParent, setup } from 'xstate'
import type { Attestation } from '../values.ts'

export interface GossipLinkDelays {
  readonly joinDeadlineMs: number
  readonly rejoinMs: number
}

/** What the mesh actor sends back while it runs. */
export type MeshEvent =
  | { readonly type: 'mesh.joined' }
  | { readonly type: 'mesh.peers'; readonly peers: number }
  | { readonly type: 'mesh.attestation'; readonly attestation: Attestation }
  | { readonly type: 'mesh.failed'; readonly detail: string }

/** The gossip node's life: joining, isolated or connected, and joining again after a failure. */
export const gossipLink = setup({
  types: {
    context: {} as {
      readonly delays: GossipLinkDelays
      readonly peers: number
      readonly trouble: string | null
    },
    input: {} as { readonly delays: GossipLinkDelays },
    events: {} as MeshEvent,
  },
  actors: {
    mesh: fromCallback<MeshEvent>(() => {
      throw new Error('gossip: no mesh was provided')
    }),
  },
  actions: {
    notePeers: assign({ peers: (_, params: { peers: number }) => params.peers }),
    noteJoined: assign({ trouble: null }),
    noteTrouble: assign({ trouble: (_, params: { detail: string }) => params.detail, peers: 0 }),
    /** Provided as no-ops where the chart is explored without a parent. */
    report: sendParent(({ context }) => ({
      type: 'gossip.changed',
      peers: context.peers,
      trouble: context.trouble,
    })),
    passOn: sendParent((_, params: { attestation: Attestation }) => ({
      type: 'attestation.accepted',
      attestation: params.attestation,
    })),
  },
  guards: {
    hasPeers: (_, params: { peers: number }) => params.peers > 0,
  },
  delays: {
    joinDeadline: ({ context }) => context.delays.joinDeadlineMs,
    rejoin: ({ context }) => context.delays.rejoinMs,
  },
}).createMachine({
  id: 'gossip',
  context: ({ input }) => ({ delays: input.delays, peers: 0, trouble: null }),
  initial: 'up',
  states: {
    up: {
      invoke: {
        id: 'mesh',
        src: 'mesh',
        onError: {
          target: 'down',
          actions: [{ type: 'noteTrouble', params: { detail: 'the gossip node failed' } }, 'report'],
        },
      },
      initial: 'joining',
      on: {
        'mesh.failed': {
          target: 'down',
          actions: [{ type: 'noteTrouble', params: ({ event }) => ({ detail: event.detail }) }, 'report'],
        },
        'mesh.attestation': {
          actions: { type: 'passOn', params: ({ event }) => ({ attestation: event.attestation }) },
        },
        'mesh.peers': [
          {
            guard: { type: 'hasPeers', params: ({ event }) => ({ peers: event.peers }) },
            target: '.connected',
            actions: [{ type: 'notePeers', params: ({ event }) => ({ peers: event.peers }) }, 'report'],
          },
          {
            target: '.isolated',
            actions: [{ type: 'notePeers', params: ({ event }) => ({ peers: event.peers }) }, 'report'],
          },
        ],
      },
      states: {
        joining: {
          on: { 'mesh.joined': { target: 'isolated', actions: ['noteJoined', 'report'] } },
          after: {
            joinDeadline: {
              target: '#gossip.down',
              actions: [
                { type: 'noteTrouble', params: { detail: 'did not start by its deadline' } },
                'report',
              ],
            },
          },
        },
        isolated: {},
        connected: {},
      },
    },
    down: { after: { rejoin: 'up' } },
  },
})
