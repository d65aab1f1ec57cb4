/** What can be typed after `op-follower`. Help, the reference pages and the parser read this table. */
export const commands = {
  follow: {
    about: 'Check attestations against your own derivation; decide what is cross-safe',
    operands: null,
  },
  attest: {
    about: 'Sign the cross-safe blocks of a verifying node and gossip them',
    operands: null,
  },
  status: {
    about: 'Show the heads and the state of the running follower',
    operands: null,
  },
  explain: {
    about: 'Say why the next block is not promoted, and what happens next',
    operands: null,
  },
  evidence: {
    about: 'Look at, verify or acknowledge what halted the follower',
    operands: 'list | show <id> | verify <file> | acknowledge <id>',
  },
  devnet: {
    about: 'Run a whole network on this machine: L1, rollup, attester and follower',
    operands: null,
  },
} as const satisfies Record<string, { about: string; operands: string | null }>

export type Command = keyof typeof commands

export const commandNames = Object.keys(commands) as readonly Command[]

export function isCommand(word: string): word is Command {
  return Object.hasOwn(commands, word)
}
