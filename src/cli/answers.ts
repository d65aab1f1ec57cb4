import * as Schema from 'effect/Schema'
import { blockerCodes } from '../../machines/follower/codes.ts'
import { EvidenceSchema } from '../adapters/sqlite/fact-schemas.ts'
import {
  AddressSchema,
  BlockRefSchema,
  HashSchema,
  TierSchema,
  TopicSchema,
} from '../adapters/sqlite/value-schemas.ts'
import { areas } from '../views/prospects.ts'

/** What `follower_status`, `follower_explain` and `follower_evidence` answer, as this version knows it. */

const MaybeBlock = Schema.NullOr(BlockRefSchema)
const Code = Schema.Literals(blockerCodes)

const HeadsAnswer = Schema.Struct({
  unsafe: MaybeBlock,
  localSafe: MaybeBlock,
  attested: MaybeBlock,
  crossSafe: MaybeBlock,
  finalized: MaybeBlock,
})

const FootingAnswer = Schema.NullOr(
  Schema.Struct({ tier: Schema.NullOr(TierSchema), proven: Schema.String, trusted: Schema.String }),
)

export const StatusAnswer = Schema.Struct({
  version: Schema.String,
  chainId: Schema.Int,
  mode: Schema.String,
  state: Schema.String,
  stateForMs: Schema.Finite,
  upForMs: Schema.Finite,
  heads: HeadsAnswer,
  trustedBase: MaybeBlock,
  footing: FootingAnswer,
  consolidation: Schema.Struct({ enabled: Schema.Boolean, watermark: MaybeBlock, origin: MaybeBlock }),
  lagBlocks: Schema.NullOr(Schema.Int),
  lastPromotionMsAgo: Schema.NullOr(Schema.Finite),
  peers: Schema.Int,
  threshold: Schema.Int,
  attesters: Schema.Array(
    Schema.Struct({
      address: AddressSchema,
      newest: MaybeBlock,
      issuedAtMs: Schema.NullOr(Schema.Finite),
      muted: Schema.Boolean,
    }),
  ),
  statementsHeld: Schema.Int,
  blockers: Schema.Array(Code),
  haltedBy: Schema.NullOr(Schema.String),
})

export const ExplanationAnswer = Schema.Struct({
  verdict: Schema.Literals(['promotable', 'idle', 'blocked', 'halted']),
  state: Schema.String,
  stateForMs: Schema.Finite,
  heads: HeadsAnswer,
  footing: FootingAnswer,
  blockers: Schema.Array(
    Schema.Struct({
      code: Code,
      detail: Schema.String,
      expected: Schema.optionalKey(Schema.String),
      seen: Schema.optionalKey(Schema.String),
      meaning: Schema.String,
      forMs: Schema.Finite,
      next: Schema.String,
      runbook: Schema.String,
    }),
  ),
  fine: Schema.Array(Schema.Struct({ area: Schema.Literals(areas), seen: Schema.String })),
  deadline: Schema.NullOr(Schema.Struct({ what: Schema.String, withinMs: Schema.Finite })),
  haltedBy: Schema.NullOr(Schema.String),
})

export const EvidenceListAnswer = Schema.Array(
  Schema.Struct({
    id: Schema.String,
    kind: EvidenceSchema.fields.kind,
    detail: Schema.String,
    halts: Schema.Boolean,
    recordedAtMs: Schema.Finite,
    acknowledgedAtMs: Schema.NullOr(Schema.Finite),
  }),
)

/** The file that `evidence show --json` writes and `evidence verify` reads. */
export const EvidenceFileSchema = Schema.Struct({
  format: Schema.Literal('op-follower-evidence-1'),
  chainId: Schema.Int,
  evidence: EvidenceSchema,
  recordedAtMs: Schema.Finite,
  acknowledgedAtMs: Schema.NullOr(Schema.Finite),
  raw: Schema.Array(
    Schema.Struct({
      digest: HashSchema,
      topic: TopicSchema,
      bytes: Schema.TemplateLiteral(['0x', Schema.String]).check(Schema.isPattern(/^0x([0-9a-f]{2})*$/)),
    }),
  ),
})

export type EvidenceFileContent = typeof EvidenceFileSchema.Type
