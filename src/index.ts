/** The library. A list, no logic: see docs/embed.md. */

// Words: values, reasons and facts, and the views that are made of them.
export { type BlockerCode, blockerMeanings } from '../machines/follower/codes.ts'
export type { FollowerDelays, FollowerLimits } from '../machines/follower/context.ts'
export type { Denial, Evidence, EvidenceKind, Fact } from '../machines/follower/facts.ts'
export type { PromotionCause } from '../machines/follower/outcomes.ts'
export {
  type Address,
  type Attestation,
  type AttestationTopic,
  type BlockRef,
  type CrossSafe,
  crossSafe,
  type Hash,
  type L1View,
  type LocalSafe,
  localSafe,
} from '../machines/values.ts'
// The parts of which openFollower makes a follower, for whoever wants to put one together otherwise.
export { createL1Check, type L1Check } from './actors/consolidation/l1-check.ts'
export { chainOfClient, chainOfRollupNode } from './actors/derivation/chain-of.ts'
export type { Engine, ReduceInput, Replacer, RollupNodeEngine } from './actors/engine/engine.ts'
export { createEngineGate, type EngineGate, type EngineGateOptions } from './actors/engine/gate.ts'
export { createPaperEngine, type PaperChain, type PaperEngineOptions } from './actors/engine/paper.ts'
export { createExecutionClient } from './adapters/execution-client/client.ts'
export { type JwtSecret, JwtSecretError, readJwtSecret } from './adapters/execution-client/jwt-secret.ts'
export { UnusableUrlError } from './adapters/http-url.ts'
export { createL1 } from './adapters/l1/l1.ts'
export { GossipConfigError, type Libp2pGossipOptions, openLibp2pGossip } from './adapters/libp2p/gossip.ts'
export { IdentityError } from './adapters/libp2p/identity.ts'
export { createLog } from './adapters/log/create-log.ts'
export { createRollupNode } from './adapters/rollup-node/rollup-node.ts'
export { createLocalSigner } from './adapters/signer/local.ts'
export { createRemoteSigner } from './adapters/signer/remote.ts'
export { openAttesterStore } from './adapters/sqlite/attester-store.ts'
export { openFollowerStore } from './adapters/sqlite/follower-store.ts'
// A follower and an attester over ports, and a follower over addresses and paths.
export { type Attester, type AttesterOptions, createAttester } from './attester/attester.ts'
export {
  createFollower,
  type DerivationConfig,
  type Follower,
  type FollowerConfig,
  type FollowerEvents,
  type FollowerOptions,
  type OpenedFollower,
  openFollower,
  type RollupConfigSource,
} from './follower/index.ts'
// Ports: what a follower needs from the world.
export type { ChainReader, LinkedBlock } from './ports/chain-reader.ts'
export { type ClockPort, systemClock } from './ports/clock.ts'
export type {
  BlockHeader,
  BlockSelector,
  ExecutionClientPort,
  ForkchoiceResult,
  ForkchoiceState,
  PayloadAttributes,
  PayloadStatus,
} from './ports/execution-client.ts'
export type {
  GossipMessage,
  GossipPeer,
  GossipPort,
  GossipValidator,
  GossipVerdict,
  HeadsRequest,
  HeadsSource,
  MessageChannel,
  PublishOutcome,
} from './ports/gossip.ts'
export type { L1Port } from './ports/l1.ts'
export type { L1OriginsPort, OriginLook } from './ports/l1-origins.ts'
export type { LogFields, LogPort } from './ports/log.ts'
export type { L1BlockRef, L2BlockRef, RollupNodePort, SyncStatus } from './ports/rollup-node.ts'
export type { SignerPort, SigningRequest } from './ports/signer.ts'
export type { AttesterStorePort, EvidenceBundle, FollowerStorePort, JournalLine } from './ports/store.ts'
export { StoreError, type StoreErrorCode } from './ports/store-error.ts'
export type { Answer, Trouble } from './ports/trouble.ts'
export type { Explanation } from './views/explain.ts'
export type { Readiness } from './views/readiness.ts'
export type { StatusView } from './views/status.ts'
export { explanationText } from './views/text/explanation.ts'
export type { ExecutionPayload, ExecutionPayloadEnvelope } from './wire/payload.ts'
