import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

/** Somebody with a key, made for one run of one network. */
export interface Account {
  readonly privateKey: `0x${string}`
  readonly address: `0x${string}`
  readonly signer: PrivateKeyAccount
}

/** Who acts on a chain. */
export interface Accounts {
  readonly batcher: Account
  /** Signs unsafe blocks. */
  readonly sequencer: Account
  /** Sends ordinary transactions. */
  readonly user: Account
  /** Executes messages that nobody sent. */
  readonly forger: Account
}

export function createAccounts(): Accounts {
  return {
    batcher: createAccount(),
    sequencer: createAccount(),
    user: createAccount(),
    forger: createAccount(),
  }
}

export function createAccount(): Account {
  const privateKey = generatePrivateKey()
  const signer = privateKeyToAccount(privateKey)
  return { privateKey, address: signer.address, signer }
}
