import type { Stage } from '../../scenarios/stage.ts'
import type { DemonstrationOptions } from '../demonstration.ts'
import type { Site } from '../site.ts'

/** One story on stock programs, which starts those it needs. It throws where it goes differently. */
export interface StockScenario {
  readonly about: string
  readonly perform: (site: Site, options: DemonstrationOptions, stage: Stage) => Promise<void>
}
