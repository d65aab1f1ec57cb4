import { cpus, loadavg, totalmem } from 'node:os'

/** What the figures were measured on. */
export function machineText(): string {
  const cores = cpus()
  const gib = Math.round(totalmem() / 2 ** 30)
  const load = loadavg()[0]!.toFixed(2)
  return (
    `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown CPU'}, ${gib} GiB, ` +
    `${process.platform} ${process.arch}, Node ${process.version}, load before the run ${load}`
  )
}
