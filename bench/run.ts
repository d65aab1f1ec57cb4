import { consolidationBench } from './consolidation.ts'
import { deriveBench } from './derive.ts'
import { enginePortBench } from './engine-port.ts'
import { latencyBench } from './latency.ts'
import { machineText } from './machine.ts'
import { isMet, tableOf } from './table.ts'
import { validationBench } from './validation.ts'
import { wireBench } from './wire.ts'

// `npm run bench`: one table, and exit code 1 when a target is missed.
console.log(machineText())
const rows = [
  ...(await wireBench()),
  ...(await validationBench()),
  ...(await deriveBench()),
  ...(await consolidationBench()),
  ...(await latencyBench()),
  ...(await enginePortBench()),
]
console.log(`\n${tableOf(rows)}`)
process.exitCode = rows.every(isMet) ? 0 : 1
