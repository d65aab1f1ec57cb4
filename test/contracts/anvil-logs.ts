import { createTestClient, createWalletClient, type Hex, http, parseEther, publicActions } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

/** The data of the logs that are mined, one for each transaction. */
export const loggedData = ['0x00', '0x0101', '0x020202', '0x03030303'] as const

/** What emits them, and under which topic. */
export const emitter = '0x1e00000000000000000000000000000000000001'
export const topic: Hex = `0x${'00'.repeat(31)}2a`

const account = privateKeyToAccount(`0x${'e5'.repeat(32)}`)

/** Logs what it is called with. */
const emitterCode = '0x365f5f37602a365fa100'
const reverter = '0x1e00000000000000000000000000000000000002'
const reverterCode = '0x5f5ffd'

/**
 * Mines one block on an anvil of the Prague fork: a transaction that fails, and behind it a logging one of
 * each type but blobs, which anvil takes seconds for. Answers the types.
 */
export async function mineLogs(url: string, chainId: number): Promise<readonly number[]> {
  const chain = { id: chainId, name: 'L1', nativeCurrency: ether, rpcUrls: { default: { http: [url] } } }
  const transport = http(url, { retryCount: 0 })
  const node = createTestClient({ mode: 'anvil', chain, transport }).extend(publicActions)
  const wallet = createWalletClient({ account, chain, transport })
  await node.setBalance({ address: account.address, value: parseEther('1000') })
  await node.setCode({ address: emitter, bytecode: emitterCode })
  await node.setCode({ address: reverter, bytecode: reverterCode })
  const first = await node.getTransactionCount({ address: account.address })
  const authorization = await wallet.signAuthorization({
    contractAddress: emitter,
    nonce: first + 5,
    chainId,
  })
  const fees = { maxFeePerGas: 10n ** 11n, maxPriorityFeePerGas: 10n ** 9n }
  const kinds = [
    { type: 'legacy', gasPrice: 10n ** 11n },
    { type: 'eip2930', gasPrice: 10n ** 11n, accessList: [{ address: emitter, storageKeys: [topic] }] },
    { type: 'eip1559', ...fees },
    { type: 'eip7702', ...fees, authorizationList: [authorization] },
  ]
  await node.setAutomine(false)
  await wallet.sendTransaction({ to: reverter, nonce: first, gas: 100_000n, type: 'eip1559', ...fees })
  for (const [index, kind] of kinds.entries()) {
    const call = { to: emitter, data: loggedData[index]!, nonce: first + 1 + index, gas: 200_000n } as const
    await wallet.sendTransaction({ ...call, ...kind } as Parameters<typeof wallet.sendTransaction>[0])
  }
  await node.mine({ blocks: 1 })
  return [0, 1, 2, 4]
}

const ether = { name: 'Ether', symbol: 'ETH', decimals: 18 }
