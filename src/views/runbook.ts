import type { BlockerCode } from '../../machines/follower/codes.ts'

/** The page about a blocker: its code with a dash for the slash. */
export function runbook(code: BlockerCode): string {
  return `docs/operate/${code.replace('/', '-')}.md`
}
