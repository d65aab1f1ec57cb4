/** `op-follower/testing`: a twin in memory of every port, and a network made of them. */

export {
  createMemoryChain,
  type MemoryChain,
  type SealBlock,
} from './adapters/memory/chain.ts'
export { createManualClock, type ManualClock } from './adapters/memory/clock.ts'
export {
  type BlockTraits,
  chainOn,
  childBlock,
  genesisBlock,
} from './adapters/memory/execution-client/blocks.ts'
export { reductionOf } from './adapters/memory/execution-client/built-block.ts'
export {
  createMemoryExecutionClient,
  type MemoryExecutionClient,
  type MemoryExecutionClientOptions,
} from './adapters/memory/execution-client/client.ts'
export type { MemoryClientControl } from './adapters/memory/execution-client/core.ts'
export type { Fault, Faults } from './adapters/memory/execution-client/faults.ts'
export { geth, type Personality, reth } from './adapters/memory/execution-client/personality.ts'
export { type ServedExecutionClient, serveExecutionClient } from './adapters/memory/execution-client/serve.ts'
export { createMemoryGossipHub, type MemoryGossipHub } from './adapters/memory/gossip.ts'
export { createMemoryL1, type MemoryL1, type MemoryL1Options } from './adapters/memory/l1.ts'
export type { L1Block } from './adapters/memory/l1-blocks.ts'
export { configUpdateLog, type DepositRequest, depositLog } from './adapters/memory/l1-logs.ts'
export {
  createMemoryRollupNode,
  type MemoryRollupNode,
  type MemoryRollupNodeOptions,
} from './adapters/memory/rollup-node.ts'
export type { Script } from './adapters/memory/script.ts'
export type { RpcServer } from './adapters/memory/serve-json-rpc.ts'
export { serveL1 } from './adapters/memory/serve-l1.ts'
export { serveRollupNode } from './adapters/memory/serve-rollup-node.ts'
export { createMemoryAttesterStore, createMemoryFollowerStore } from './adapters/memory/store.ts'
export {
  createMemoryNetwork,
  type MemoryNetwork,
  type MemoryNetworkOptions,
  strangeHash,
} from './testing/network.ts'
export { nextEvent } from './testing/next-event.ts'
export { createOpChain, type OpBlockTraits, type OpChain, type OpChainOptions } from './testing/op-chain.ts'
export { opContracts } from './testing/op-rollup.ts'
export { type HeadStatement, signHead } from './testing/sign-head.ts'
