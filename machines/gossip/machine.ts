import { assign, fromCallback, sendParent, sendTo, setup } from 'xstate'
import type { Attestation } from '../values.ts'
import { type HeadsQuestion, type HeadsRange, sameQuestion } from './heads.ts'

export interface GossipLinkDelays {
  readonly joinDeadlineMs: number
  readonly rejoinMs: number
  /** How often the peers are asked again for heads that are still missing. */
  readonly headsRetryMs: number
}

/** What the mesh actor sends back while it runs. */
export type MeshEvent =
  | { readonly type: 'mesh.joined' }
  | { readonly type: 'mesh.peers'; readonly peers: number }
  | { readonly type: 'mesh.attestation'; readonly attestation: Attestation }
  | { readonly type: 'mesh.failed'; readonly detail: string }

/** What the mesh actor is told while it runs: to ask its peers for these heads. Answers are `mesh.attestation`. */
export type MeshCommand = { readonly type: 'mesh.ask'; readonly ranges: readonly HeadsRange[] }

/** Its parent says what it misses, as often as it likes: a question that stands is asked once in `headsRetryMs`. */
export type GossipLinkEvent = MeshEvent | { readonly type: 'heads.wanted'; readonly question: HeadsQuestion }

/** The gossip node's life: joining, isolated or connected, and joining again after a failure. */
export const gossipLink = setup({
  types: {
    context: {} as {
      readonly delays: GossipLinkDelays
      readonly peers: number
      readonly trouble: string | null
      readonly wanted: HeadsQuestion
    },
    input: {} as { readonly delays: GossipLinkDelays },
    events: {} as GossipLinkEvent,
  },
  actors: {
    mesh: fromCallback<MeshCommand>(() => {
      throw new Error('gossip: no mesh was provided')
    }),
  },
  actions: {
    notePeers: assign({ peers: (_, params: { peers: number }) => params.peers }),
    noteJoined: assign({ trouble: null }),
    noteTrouble: assign({ trouble: (_, params: { detail: string }) => params.detail, peers: 0 }),
    noteWanted: assign({ wanted: (_, params: { question: HeadsQuestion }) => params.question }),
    /** Provided as no-ops where the chart is explored without a mesh, or without a parent. */
    askMesh: sendTo('mesh', ({ context }) => ({ type: 'mesh.ask', ranges: context.wanted.ranges })),
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
    wantsHeads: ({ context }) => context.wanted.ranges.length > 0,
    isNewQuestion: ({ context }, params: { question: HeadsQuestion }) =>
      !sameQuestion(context.wanted, params.question),
  },
  delays: {
    joinDeadline: ({ context }) => context.delays.joinDeadlineMs,
    rejoin: ({ context }) => context.delays.rejoinMs,
    headsRetry: ({ context }) => context.delays.headsRetryMs,
  },
}).createMachine({
  id: 'gossip',
  context: ({ input }) => ({ delays: input.delays, peers: 0, trouble: null, wanted: { ranges: [] } }),
  initial: 'up',
  on: { 'heads.wanted': { actions: { type: 'noteWanted', params: questionOf } } },
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
            guard: { type: 'hasPeers', params: peersOf },
            target: '.connected',
            actions: [{ type: 'notePeers', params: peersOf }, 'report'],
          },
          {
            target: '.isolated',
            actions: [{ type: 'notePeers', params: peersOf }, 'report'],
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
        connected: {
          initial: 'content',
          on: {
            'heads.wanted': {
              guard: { type: 'isNewQuestion', params: questionOf },
              target: '.content',
              actions: { type: 'noteWanted', params: questionOf },
            },
            // Another peer is no reason to ask anew.
            'mesh.peers': {
              guard: { type: 'hasPeers', params: peersOf },
              actions: [{ type: 'notePeers', params: peersOf }, 'report'],
            },
          },
          states: {
            content: { always: { guard: 'wantsHeads', target: 'asking' } },
            asking: { entry: 'askMesh', after: { headsRetry: { target: 'asking', reenter: true } } },
          },
        },
      },
    },
    down: { after: { rejoin: 'up' } },
  },
})

function peersOf({ event }: { event: { peers: number } }) {
  return { peers: event.peers }
}

function questionOf({ event }: { event: { question: HeadsQuestion } }) {
  return { question: event.question }
}
