import * as Schema from 'effect/Schema'

const hex = Schema.TemplateLiteral(['0x', Schema.String])

/** Rows are read back as strictly as anything from outside: a damaged file must not become a decision. */
export const HashSchema = hex.check(Schema.isPattern(/^0x[0-9a-f]{64}$/))
export const AddressSchema = hex.check(Schema.isPattern(/^0x[0-9a-f]{40}$/))
export const Natural = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
export const BlockRefSchema = Schema.Struct({ number: Natural, hash: HashSchema })
export const TopicSchema = Schema.Literals(['cross-safe-blocks', 'cross-safe-heads'])
export const TierSchema = Schema.Literals([1, 2])
export const CauseSchema = Schema.Literals([
  'attested',
  'replacement',
  'finality',
  'reassert',
  'anchor',
  'withdrawal',
])
export const AttestationSchema = Schema.Struct({
  number: Natural,
  hash: HashSchema,
  signer: AddressSchema,
  l1View: Schema.NullOr(BlockRefSchema),
  issuedAtMs: Schema.NullOr(Natural),
  topic: TopicSchema,
  digest: HashSchema,
})
