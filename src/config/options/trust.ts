import { address, oneOf, threshold } from '../forms.ts'
import type { Option } from '../option.ts'

/** What the follower does, and whose word it takes. */
export const trustOptions = {
  mode: {
    kind: 'one',
    form: oneOf('shadow', 'gateway', 'engine'),
    fallback: 'shadow',
    commands: ['follow'],
    about:
      'shadow decides and reports; gateway also serves Light CLs; engine stands before the execution client',
  },
  attesters: {
    kind: 'many',
    form: address,
    limit: 64,
    requiredBy: ['follow'],
    commands: ['follow'],
    about: 'Addresses whose attestations count',
  },
  'attesters.threshold': {
    kind: 'one',
    form: threshold,
    fallback: '1',
    commands: ['follow'],
    about: 'How many attesters must agree on a block',
  },
  'wire.draft-domain': {
    kind: 'switch',
    fallback: 'false',
    commands: ['follow'],
    about: "UNSAFE: also accept the draft protocol's zero domain, under which any signed unsafe block passes",
  },
} as const satisfies Record<string, Option>
