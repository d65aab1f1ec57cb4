import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Address } from '../../machines/values.ts'

/** op-node's own validator in a process beside us, which is asked for one message at a time. */
export interface OpNodeValidator {
  /** Microseconds of so many validations of one message. */
  readonly measure: (message: number, rounds: number) => Promise<readonly number[]>
  readonly close: () => Promise<void>
}

export interface Setting {
  readonly chainId: number
  readonly signer: Address
  /** Unix seconds: when the messages are new. */
  readonly now: number
  /** As they come over the wire. */
  readonly messages: readonly Uint8Array[]
}

export function startOpNodeValidator(path: string, { messages, ...setting }: Setting): OpNodeValidator {
  const child = spawn(path, [], { stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const say = (line: unknown) => void child.stdin.write(`${JSON.stringify(line)}\n`)
  say({ ...setting, messages: messages.map((message) => Buffer.from(message).toString('base64')) })
  return {
    measure: async (message, rounds) => {
      say({ message, rounds })
      const { value, done } = await answers.next()
      if (done) throw new Error("op-node's validator ended before it had answered")
      return (JSON.parse(value) as number[]).map((nanoseconds) => nanoseconds / 1_000)
    },
    close: () => close(child),
  }
}

async function close(child: ChildProcessByStdio<Writable, Readable, null>): Promise<void> {
  child.stdin.end()
  if (child.exitCode === null) await once(child, 'exit')
}
