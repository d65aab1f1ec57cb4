import type { Footing } from '../footing.ts'

/** `T2; proven: …; trusted: …` */
export function footingText({ tier, proven, trusted }: Footing): string {
  return `${tier === null ? 'trust' : `T${tier}`}; proven: ${proven}; trusted: ${trusted}`
}
