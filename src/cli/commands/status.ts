import type { AskConfig } from '../../config/ask.ts'
import { statusText } from '../../views/text/status.ts'
import { StatusAnswer } from '../answers.ts'
import { ask, noAnswer } from '../ask.ts'
import { type ExitCode, exitCode } from '../exit-codes.ts'
import type { Run } from '../run.ts'

/** `op-follower status`: heads and state of the running follower. */
export async function status(config: AskConfig, { terminal }: Run): Promise<ExitCode> {
  const answer = await ask(config, StatusAnswer, 'follower_status')
  if (answer.kind !== 'ok') {
    terminal.err(noAnswer(config, answer))
    return exitCode.failed
  }
  terminal.out(config.json ? `${JSON.stringify(answer.value)}\n` : statusText(answer.value))
  return exitCode.ok
}
