import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { FollowerConfig } from '../../../src/follower/config.ts'
import type { StatusView } from '../../../src/views/status.ts'
import type { Block } from './l2.ts'
import type { NodeLabels } from './rollup-driver.ts'

export type Request =
  | { readonly kind: 'open'; readonly config: Omit<FollowerConfig, 'log' | 'clock'> }
  | { readonly kind: 'hand-in'; readonly block: Block; readonly labels: NodeLabels }
  | { readonly kind: 'look' | 'measure' | 'close' }

export type Reply =
  | { readonly kind: 'done' }
  | { readonly kind: 'seen'; readonly status: StatusView; readonly addresses: readonly string[] }
  | { readonly kind: 'measured'; readonly heapUsedBytes: number }

/** A follower whose heap can be measured, because nothing else lives in its process. */
export interface LoneFollower {
  /** A new unsafe block, handed in as its rollup node does. */
  readonly handIn: (block: Block, labels: NodeLabels) => Promise<void>
  readonly look: () => Promise<{ readonly status: StatusView; readonly addresses: readonly string[] }>
  /** After a full collection. */
  readonly heapUsedBytes: () => Promise<number>
  readonly close: () => Promise<void>
}

const program = fileURLToPath(new URL('lone-follower-process.ts', import.meta.url))

export async function openLoneFollower(config: Omit<FollowerConfig, 'log' | 'clock'>): Promise<LoneFollower> {
  const child = fork(program, {
    execArgv: ['--expose-gc'],
    serialization: 'advanced',
  })
  const exited = once(child, 'exit')
  /** One at a time: the next message is the answer. */
  const ask = async (request: Request): Promise<Reply> => {
    const answered = once(child, 'message')
    child.send(request)
    const died = exited.then(() => Promise.reject(new Error('the follower process has ended')))
    const [reply] = await Promise.race([answered, died])
    return reply as Reply
  }
  await ask({ kind: 'open', config })
  return {
    handIn: async (block, labels) => void (await ask({ kind: 'hand-in', block, labels })),
    look: async () => expected(await ask({ kind: 'look' }), 'seen'),
    heapUsedBytes: async () => expected(await ask({ kind: 'measure' }), 'measured').heapUsedBytes,
    close: async () => {
      await ask({ kind: 'close' })
      child.disconnect()
      await exited
    },
  }
}

function expected<Kind extends Reply['kind']>(reply: Reply, kind: Kind): Extract<Reply, { kind: Kind }> {
  if (reply.kind !== kind) throw new Error(`expected ${kind}, got ${reply.kind}`)
  return reply as Extract<Reply, { kind: Kind }>
}
