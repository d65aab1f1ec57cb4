import * as Schema from 'effect/Schema'
import type { AskConfig } from '../../config/ask.ts'
import { commands } from '../../config/commands.ts'
import type { Trouble } from '../../ports/trouble.ts'
import { EvidenceFileSchema, EvidenceListAnswer } from '../answers.ts'
import { ask, noAnswer } from '../ask.ts'
import { evidenceListText, evidenceText, findingsText } from '../evidence-text.ts'
import { type ExitCode, exitCode } from '../exit-codes.ts'
import { readEvidenceFile } from '../read-evidence-file.ts'
import type { Run } from '../run.ts'
import { verifyEvidence } from '../verify-evidence.ts'

/** `op-follower evidence`: list, show and acknowledge ask the running follower, verify asks nobody. */
export async function evidence(config: AskConfig, run: Run): Promise<ExitCode> {
  const [verb, operand, ...surplus] = run.operands
  if (surplus.length > 0) return usage(run)
  if (verb === 'list' && operand === undefined) return list(config, run)
  if (operand === undefined) return usage(run)
  if (verb === 'show') return show(config, run, operand)
  if (verb === 'verify') return verify(config, run, operand)
  if (verb === 'acknowledge') return acknowledge(config, run, operand)
  return usage(run)
}

async function list(config: AskConfig, { terminal }: Run): Promise<ExitCode> {
  const answer = await ask(config, EvidenceListAnswer, 'follower_evidence')
  if (answer.kind !== 'ok') return failed(config, terminal, answer)
  terminal.out(config.json ? `${JSON.stringify(answer.value)}\n` : evidenceListText(answer.value))
  return exitCode.ok
}

async function show(config: AskConfig, { terminal }: Run, id: string): Promise<ExitCode> {
  const answer = await ask(config, EvidenceFileSchema, 'follower_evidence', [id])
  if (answer.kind !== 'ok') return failed(config, terminal, answer)
  terminal.out(config.json ? `${JSON.stringify(answer.value, null, 2)}\n` : evidenceText(answer.value))
  return exitCode.ok
}

async function verify(config: AskConfig, { terminal }: Run, path: string): Promise<ExitCode> {
  const reading = await readEvidenceFile(path)
  if (reading.kind === 'unreadable') {
    terminal.err(`${reading.detail}\n`)
    return exitCode.usage
  }
  const findings = verifyEvidence(reading.content)
  terminal.out(config.json ? `${JSON.stringify(findings)}\n` : findingsText(findings))
  return findings.every(({ ok }) => ok) ? exitCode.ok : exitCode.no
}

async function acknowledge(config: AskConfig, { terminal }: Run, id: string): Promise<ExitCode> {
  const answer = await ask(config, Schema.Literal(true), 'admin_acknowledgeHalt', [id])
  if (answer.kind !== 'ok') return failed(config, terminal, answer)
  const line = `acknowledged ${id}: its statements are discarded, the follower goes on`
  terminal.out(config.json ? `${JSON.stringify({ acknowledged: id })}\n` : `${line}\n`)
  return exitCode.ok
}

function failed(config: AskConfig, terminal: Run['terminal'], trouble: Trouble): ExitCode {
  terminal.err(noAnswer(config, trouble))
  return exitCode.failed
}

function usage({ terminal }: Run): ExitCode {
  terminal.err(`expected op-follower evidence ${commands.evidence.operands}\n`)
  return exitCode.usage
}
