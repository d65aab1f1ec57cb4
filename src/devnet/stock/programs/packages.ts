import { fileURLToPath } from 'node:url'

/** The Go module of ours that names the versions. Building it gives the stock programs as their authors wrote them. */
export const moduleDirectory = fileURLToPath(new URL('../../../../test/peers/programs', import.meta.url))

/** What each program is built from: stock, or beginning with a dot and written by us. */
export const packages = {
  'op-geth': 'github.com/ethereum/go-ethereum/cmd/geth',
  'op-node': 'github.com/ethereum-optimism/optimism/op-node/cmd',
  'op-batcher': 'github.com/ethereum-optimism/optimism/op-batcher/cmd',
  'op-supernode': 'github.com/ethereum-optimism/optimism/op-supernode/cmd',
  validator: './validator',
} as const satisfies Record<string, string>

export type ProgramName = keyof typeof packages

/** What a network is made of. */
export const stockPrograms = ['op-geth', 'op-node', 'op-batcher', 'op-supernode'] as const

export type StockProgram = (typeof stockPrograms)[number]
