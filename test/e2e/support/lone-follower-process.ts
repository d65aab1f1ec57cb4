import { type OpenedFollower, openFollower } from '../../../src/follower/open.ts'
import type { Reply, Request } from './lone-follower.ts'
import { handIn } from './rollup-driver.ts'

/** A follower in a process of its own, so that its heap is nobody else's. Speaks with its parent over IPC. */
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

const collections = 10

let opened: OpenedFollower | null = null

process.on('message', (request: Request) => {
  void answer(request).then((reply) => process.send!(reply))
})
process.on('disconnect', () => process.exit())

async function answer(request: Request): Promise<Reply> {
  switch (request.kind) {
    case 'open':
      opened = await openFollower({ ...request.config, log: silent })
      await opened.follower.start()
      return { kind: 'done' }
    case 'hand-in':
      await handIn(running().gate!, request.block, request.labels)
      return { kind: 'done' }
    case 'look':
      return { kind: 'seen', status: running().follower.status(), addresses: running().follower.addresses() }
    case 'measure':
      return { kind: 'measured', heapUsedBytes: await heapUsedBytes() }
    case 'close':
      await running().close()
      return { kind: 'done' }
  }
}

/** What finalizers hold, and code that is not used any more, goes only with later collections. */
async function heapUsedBytes(): Promise<number> {
  for (let collected = 0; collected < collections; collected++) {
    globalThis.gc!()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return process.memoryUsage().heapUsed
}

function running(): OpenedFollower {
  if (opened === null) throw new Error('the follower is not open')
  return opened
}
