import { exitCodes } from '../../src/cli/exit-codes.ts'
import { code, page, table } from './markdown.ts'

export function exitCodesPage(): string {
  const rows = Object.values(exitCodes).map((exit) => [code(`${exit.code}`), `${exit.meaning}.`])
  return page(
    'src/cli/exit-codes.ts',
    '# Exit codes',
    table(['Code', 'Meaning'], rows),
    'A service manager should not restart after 2 and 5: nothing changes by trying again.',
  )
}
