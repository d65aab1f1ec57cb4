import { type Code, signed, unsigned } from './bytes.ts'
import { flow, i32, local, noResult } from './opcodes.ts'

/** Numbers, locals and flow as expressions: each function puts the operands before the operation. */

export function constant(value: number): Code {
  return [i32.const, ...signed(value)]
}

export function add(a: Code, b: Code): Code {
  return [...a, ...b, i32.add]
}

export function get(index: number): Code {
  return [local.get, ...unsigned(index)]
}

export function set(index: number, value: Code): Code {
  return [...value, local.set, ...unsigned(index)]
}

/** Sets the local, and is its value. */
export function tee(index: number, value: Code): Code {
  return [...value, local.tee, ...unsigned(index)]
}

/** Runs the body, and again as long as the condition is not zero. */
export function repeatWhile(condition: Code, ...body: readonly Code[]): Code {
  return [flow.loop, noResult, ...body.flat(), ...condition, flow.branchIf, 0, flow.end]
}

/** How far behind its address a load or store reaches. It need not be aligned. */
export function behind(offset: number): Code {
  return [0, ...unsigned(offset)]
}
