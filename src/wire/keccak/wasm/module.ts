import { type Code, sized, unsigned, vector } from './bytes.ts'
import { endOfCode, i32 } from './opcodes.ts'

export interface ModuleParts {
  /** How many numbers the function takes. */
  readonly parameters: number
  /** Its other locals: how many of each type. */
  readonly locals: readonly (readonly [count: number, type: number])[]
  readonly body: Code
  readonly memoryPages: number
  /** What the memory holds at first, from its start. */
  readonly data: Code
}

/** A module that exports one function, `run`, and one memory, `memory`. */
export function moduleOf({ parameters, locals, body, memoryPages, data }: ModuleParts): Uint8Array {
  const types = Array.from({ length: parameters }, () => i32.type)
  const declarations = vector(locals.map(([count, type]) => [...unsigned(count), type]))
  return Uint8Array.from([
    ...magicAndVersion,
    ...section(1, [functionType, ...sized(types), 0]),
    ...section(3, [0]),
    ...section(5, [0, ...unsigned(memoryPages)]),
    ...section(7, [...sized(ascii('run')), 0, 0], [...sized(ascii('memory')), 2, 0]),
    ...section(10, sized([...declarations, ...body, endOfCode])),
    ...section(11, [0, i32.const, 0, endOfCode, ...sized(data)]),
  ])
}

/** A zero, “asm” and version 1. */
const magicAndVersion = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const functionType = 0x60

function section(id: number, ...items: readonly Code[]): Code {
  return [id, ...sized(vector(items))]
}

function ascii(text: string): Code {
  return [...Buffer.from(text, 'ascii')]
}
