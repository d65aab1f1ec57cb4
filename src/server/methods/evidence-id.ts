import * as Schema from 'effect/Schema'

export const EvidenceId = Schema.String.check(Schema.isPattern(/^[\w.:-]{1,512}$/))
