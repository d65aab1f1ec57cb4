import type { AskConfig } from '../../config/ask.ts'
import type { Verdict } from '../../views/explain.ts'
import { explanationText } from '../../views/text/explanation.ts'
import { ExplanationAnswer } from '../answers.ts'
import { ask, noAnswer } from '../ask.ts'
import { type ExitCode, exitCode } from '../exit-codes.ts'
import type { Run } from '../run.ts'

/** `op-follower explain`: why the next block is not promoted; the exit code says it to scripts. */
export async function explain(config: AskConfig, { terminal }: Run): Promise<ExitCode> {
  const answer = await ask(config, ExplanationAnswer, 'follower_explain')
  if (answer.kind !== 'ok') {
    terminal.err(noAnswer(config, answer))
    return exitCode.failed
  }
  terminal.out(config.json ? `${JSON.stringify(answer.value)}\n` : explanationText(answer.value))
  return verdictCodes[answer.value.verdict]
}

const verdictCodes: Readonly<Record<Verdict, ExitCode>> = {
  promotable: exitCode.ok,
  idle: exitCode.ok,
  blocked: exitCode.no,
  halted: exitCode.halted,
}
