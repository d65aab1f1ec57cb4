import { createConnection } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createProgram, type Program, type ProgramOptions } from './program.ts'
import type { Site } from './site.ts'

const bin = fileURLToPath(new URL('../../cli/bin.mjs', import.meta.url))

/** `op-follower` itself, as an operator starts it: its command line is all that it knows of the network. */
export function createOwnProgram(site: Site, { args, ...options }: Omit<ProgramOptions, 'command'>): Program {
  return createProgram(site, { ...options, command: process.execPath, args: [bin, ...args] })
}

/** Whether somebody accepts connections at this port of loopback. */
export function isListening(port: number): Promise<boolean> {
  const socket = createConnection({ host: '127.0.0.1', port })
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
  }).finally(() => socket.destroy()) as Promise<boolean>
}
