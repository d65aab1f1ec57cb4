import { type ModuleParts, moduleOf } from './module.ts'

export interface Instance {
  readonly memory: ArrayBuffer
  readonly run: (...parameters: readonly number[]) => void
}

/** So much of WebAssembly as we use: the types of Node leave it to those of the browser. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: object }
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer }
  readonly run: Instance['run']
}

export function instantiate(parts: ModuleParts): Instance {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleOf(parts)))
  const { memory, run } = exports as Exports
  return { memory: memory.buffer, run }
}
