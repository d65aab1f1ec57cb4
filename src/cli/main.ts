import { type Arguments, parseArguments } from '../config/arguments.ts'
import { commandNames, isCommand } from '../config/commands.ts'
import type { Environment } from '../config/environment.ts'
import { commandHelp, help } from '../config/help.ts'
import { didYouMean } from '../config/suggest.ts'
import { packageVersion } from '../version.ts'
import { type ExitCode, exitCode } from './exit-codes.ts'
import { plans } from './plans.ts'
import type { Terminal } from './run.ts'

/** `op-follower <command> …`: from the words of a command line to an exit code. */
export async function main(argv: readonly string[], env: Environment, terminal: Terminal): Promise<ExitCode> {
  try {
    return await runCommand(parseArguments(argv), env, terminal)
  } catch (error) {
    return failure(error, terminal)
  }
}

async function runCommand(args: Arguments, env: Environment, terminal: Terminal): Promise<ExitCode> {
  const [word, ...operands] = args.operands
  if (args.aside === 'version') return print(terminal, `op-follower ${packageVersion()}\n`)
  if (word === undefined && args.aside === 'help') return print(terminal, help())
  if (word === undefined) {
    terminal.err(help())
    return exitCode.usage
  }
  if (!isCommand(word)) {
    terminal.err(`there is no command ${word}${didYouMean(word, commandNames)}\n${help()}`)
    return exitCode.usage
  }
  if (args.aside === 'help') return print(terminal, commandHelp(word))
  return plans[word]({ ...args, operands }, env, terminal)
}

function print(terminal: Terminal, text: string): ExitCode {
  terminal.out(text)
  return exitCode.ok
}

/**
 * The errors that an operator can mend, by their names: their messages speak for themselves,
 * and importing their classes would load what most commands do not need.
 */
const mendable: Readonly<Record<string, ExitCode>> = {
  StoreError: exitCode.dataDir,
  AddressError: exitCode.usage,
  GossipConfigError: exitCode.usage,
  IdentityError: exitCode.usage,
  JwtSecretError: exitCode.usage,
  KeyFileError: exitCode.usage,
  UnusableUrlError: exitCode.usage,
}

/** Of any other error the stack is wanted. */
function failure(error: unknown, { err }: Terminal): ExitCode {
  const code = error instanceof Error ? mendable[error.name] : undefined
  if (error instanceof Error && code !== undefined) {
    err(`${error.message}\n`)
    return code
  }
  err(`op-follower failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return exitCode.failed
}
