import * as Effect from 'effect/Effect'
import * as Schema from 'effect/Schema'
import {
  AddressSchema,
  AttestationSchema,
  BlockRefSchema,
  CauseSchema,
  HashSchema,
  Natural,
  TierSchema,
} from './value-schemas.ts'

export const EvidenceSchema = Schema.Struct({
  id: Schema.String,
  kind: Schema.Literals(['mismatch', 'equivocation', 'late-conflict', 'below-finalized']),
  statements: Schema.Array(AttestationSchema),
  expected: Schema.NullOr(BlockRefSchema),
  seen: BlockRefSchema,
  detail: Schema.String,
  halts: Schema.Boolean,
})

export const DenialSchema = Schema.Struct({ number: Natural, denied: HashSchema, replacement: HashSchema })

export const FactSchema = Schema.Union([
  Schema.Struct({ kind: Schema.Literal('trusted-base'), block: BlockRefSchema }),
  Schema.Struct({
    kind: Schema.Literal('promoted'),
    safe: BlockRefSchema,
    finalized: Schema.NullOr(BlockRefSchema),
    l1View: Schema.NullOr(BlockRefSchema),
    because: CauseSchema,
    // Lines of before are of the first tier.
    tier: TierSchema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(1))),
    previous: Schema.NullOr(BlockRefSchema),
  }),
  Schema.Struct({ kind: Schema.Literal('evidence'), evidence: EvidenceSchema }),
  Schema.Struct({ kind: Schema.Literal('acknowledged'), evidenceId: Schema.String }),
  Schema.Struct({ kind: Schema.Literal('muted'), signer: AddressSchema, evidenceId: Schema.String }),
  Schema.Struct({ kind: Schema.Literal('denied'), denial: DenialSchema }),
  Schema.Struct({
    kind: Schema.Literal('withdrawing'),
    block: BlockRefSchema,
    derived: HashSchema,
    detail: Schema.String,
  }),
  Schema.Struct({ kind: Schema.Literal('unexpected'), event: Schema.String }),
  Schema.Struct({ kind: Schema.Literal('defect'), where: Schema.String, detail: Schema.String }),
])
