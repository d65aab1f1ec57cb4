import { readFile } from 'node:fs/promises'
import type { Answer } from '../ports/trouble.ts'

/** Read when it is needed, so that whoever mends a file need not start the program again. */
export async function readJsonFile(path: string): Promise<Answer<unknown>> {
  const text = await readFile(path, 'utf8').catch((error: Error) => error)
  if (text instanceof Error) return { kind: 'unreachable', detail: `${path} cannot be read: ${text.message}` }
  try {
    return { kind: 'ok', value: JSON.parse(text) }
  } catch (error) {
    return { kind: 'malformed', detail: `${path} is not JSON: ${(error as Error).message}` }
  }
}
