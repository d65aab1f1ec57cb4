import type { BenchRow } from './row.ts'

const headings = ['name', 'median µs', 'p10', 'p90', 'ratio', 'target', 'ok'] as const

/** One line for each row, columns aligned. */
export function tableOf(rows: readonly BenchRow[]): string {
  const cells = [headings, ...rows.map(cellsOf)]
  const widths = headings.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)))
  const lines = cells.map((line) => line.map((cell, column) => pad(cell, widths[column]!, column)).join('  '))
  return `${lines.join('\n')}\n`
}

export function isMet({ ratio, target }: BenchRow): boolean {
  return target === undefined || ratio <= target
}

function cellsOf(row: BenchRow): readonly string[] {
  const { name, median_us, p10_us, p90_us, ratio, target } = row
  const times = [median_us, p10_us, p90_us].map((us) => us.toFixed(us < 100 ? 1 : 0))
  const verdict = isMet(row) ? 'yes' : 'NO'
  return target === undefined
    ? [name, ...times, ratio.toFixed(2), '', '']
    : [name, ...times, ratio.toFixed(2), `≤ ${target}`, verdict]
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}
