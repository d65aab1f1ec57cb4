import { type Spread, spreadOf } from './statistics.ts'
import { timed } from './timed.ts'

/** Two pieces of synchronous work, of which the second is judged by the first. */
export interface Comparison {
  readonly baseline: () => void
  readonly subject: () => void
  readonly rounds: number
}

export interface Ratio extends Spread {
  readonly ratio: number
}

/** Runs both in turns, so that whatever else the machine does falls on both alike. */
export async function measureRatio({ baseline, subject, rounds }: Comparison): Promise<Ratio> {
  const times = { baseline: [] as number[], subject: [] as number[] }
  for (let round = -warmUpRounds(rounds); round < rounds; round++) {
    const [baselineUs, subjectUs] = [await timed(baseline), await timed(subject)]
    if (round < 0) continue
    times.baseline.push(baselineUs)
    times.subject.push(subjectUs)
  }
  const subject_us = spreadOf(times.subject)
  return { ...subject_us, ratio: subject_us.median_us / spreadOf(times.baseline).median_us }
}

function warmUpRounds(rounds: number): number {
  return Math.ceil(rounds / 5)
}
