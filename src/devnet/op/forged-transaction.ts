import { encodeFunctionData, keccak256, parseAbi, toHex } from 'viem'
import { fromHex } from '../../wire/hex.ts'
import { l2ChainId } from '../processes.ts'
import { createAccount } from '../stock/chain/accounts.ts'
import { predeploys } from '../stock/chain/predeploys.ts'

const inbox = parseAbi([
  'struct Identifier { address origin; uint256 blockNumber; uint256 logIndex; uint256 timestamp; uint256 chainId; }',
  'function validateMessage(Identifier id, bytes32 msgHash)',
])

/** Whom the message would be from, had it been sent. */
const otherChainId = 902n
const gas = 200_000n
const fees = { maxFeePerGas: 3_000_000_000n, maxPriorityFeePerGas: 1n }

/** A user's transaction that executes a message nobody sent, signed with a key of its own. */
export async function forgedTransaction(): Promise<Uint8Array> {
  const { address: origin, signer } = createAccount()
  const id = { origin, blockNumber: 1n, logIndex: 0n, timestamp: 1n, chainId: otherChainId }
  const args = [id, keccak256(toHex('a message nobody sent'))] as const
  const data = encodeFunctionData({ abi: inbox, functionName: 'validateMessage', args })
  const to = predeploys.crossL2Inbox
  const raw = await signer.signTransaction({ chainId: l2ChainId, nonce: 0, to, data, gas, ...fees })
  return fromHex(raw)
}
