import type { Hex } from 'viem'

/** The addresses at which an OP chain keeps what belongs to it. Only what the programs themselves need is there. */
export const predeploys = {
  feeVault: '0x4200000000000000000000000000000000000011',
  l1Block: '0x4200000000000000000000000000000000000015',
  messagePasser: '0x4200000000000000000000000000000000000016',
  crossL2Inbox: '0x4200000000000000000000000000000000000022',
} as const

/** `ExecutingMessage(bytes32,(address,uint256,uint256,uint256,uint256))` */
const executingMessageTopic = '5c37832d2e8d10e346e55ad62071a6a2f9fa5130614ef2ec6617555c6f467ba7'

/**
 * An inbox that asks nothing: it logs `ExecutingMessage` with the message hash, which is the first word of
 * the call data, and the identifier, which is the next five. The last two words are the first and the last
 * height at which it does; elsewhere it does nothing, so that who calls it knows in which blocks it did.
 */
export const credulousInbox: Hex = `0x${[
  '60c0',
  '35',
  '43',
  '10',
  '6040',
  '57', // JUMPI(end, NUMBER < CALLDATALOAD(192))
  '60e0',
  '35',
  '43',
  '11',
  '6040',
  '57', // JUMPI(end, NUMBER > CALLDATALOAD(224))
  '60a0',
  '6020',
  '6000',
  '37', // CALLDATACOPY(0, 32, 160)
  '6000',
  '35', // CALLDATALOAD(0)
  `7f${executingMessageTopic}`,
  '60a0',
  '6000',
  'a2', // LOG2(0, 160, topic, message hash)
  '5b', // end
  '00',
].join('')}`
