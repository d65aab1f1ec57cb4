import type { Arguments } from '../config/arguments.ts'
import { askConfig } from '../config/ask.ts'
import { attestConfig, judgeAttest } from '../config/attest.ts'
import type { Command } from '../config/commands.ts'
import { devnetConfig, judgeDevnet } from '../config/devnet.ts'
import type { Environment } from '../config/environment.ts'
import { followConfig } from '../config/follow.ts'
import { judgeFollow } from '../config/follow-rules.ts'
import type { Values } from '../config/options.ts'
import { readConfig } from '../config/read.ts'
import { showConfig } from '../config/show.ts'
import { packageVersion } from '../version.ts'
import { type ExitCode, exitCode } from './exit-codes.ts'
import type { Run, Terminal } from './run.ts'

/** From words to an exit code: reads the configuration of a command, judges it, and runs the command with it. */
export type Plan = (args: Arguments, env: Environment, terminal: Terminal) => Promise<ExitCode>

/** Commands are loaded when they run: `status` has no use for libp2p. */
export const plans: Readonly<Record<Command, Plan>> = {
  follow: plan('follow', judgeFollow, followConfig, async (config, run) => {
    const { follow } = await import('./commands/follow.ts')
    return follow(config, run)
  }),
  attest: plan('attest', judgeAttest, attestConfig, async (config, run) => {
    const { attest } = await import('./commands/attest.ts')
    return attest(config, run)
  }),
  devnet: plan('devnet', judgeDevnet, devnetConfig, async (config) => {
    const { devnet } = await import('./commands/devnet.ts')
    return devnet(config)
  }),
  status: plan('status', nothingToJudge, askConfig, async (config, run) => {
    const { status } = await import('./commands/status.ts')
    return status(config, run)
  }),
  explain: plan('explain', nothingToJudge, askConfig, async (config, run) => {
    const { explain } = await import('./commands/explain.ts')
    return explain(config, run)
  }),
  evidence: plan('evidence', nothingToJudge, askConfig, async (config, run) => {
    const { evidence } = await import('./commands/evidence.ts')
    return evidence(config, run)
  }),
}

function plan<C extends Command, K>(
  command: C,
  judge: (values: Values<C>) => readonly string[],
  configure: (values: Values<C>) => K,
  execute: (config: K, run: Run) => Promise<ExitCode>,
): Plan {
  return async (args, env, terminal) => {
    const reading = readConfig(command, args, env)
    if (args.aside === 'print-config') terminal.out(showConfig(reading.written))
    if (reading.kind === 'problems') return refuse(command, reading.problems, terminal)
    const problems = judge(reading.values)
    if (problems.length > 0) return refuse(command, problems, terminal)
    if (args.aside === 'print-config') return exitCode.ok
    const { operands } = args
    const run = { terminal, version: packageVersion(), operands, notes: reading.notes }
    return execute(configure(reading.values), run)
  }
}

function nothingToJudge(): readonly string[] {
  return []
}

function refuse(command: Command, problems: readonly string[], { err }: Terminal): ExitCode {
  for (const problem of problems) err(`${problem}\n`)
  err(`op-follower ${command} --help lists the options\n`)
  return exitCode.usage
}
