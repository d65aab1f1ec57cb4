import type { Answer } from '../ports/trouble.ts'

/** All values in their order, or the first trouble. */
export async function allOf<T>(asked: Iterable<Promise<Answer<T>>>): Promise<Answer<readonly T[]>> {
  const values: T[] = []
  for (const answer of await Promise.all(asked)) {
    if (answer.kind !== 'ok') return answer
    values.push(answer.value)
  }
  return { kind: 'ok', value: values }
}
