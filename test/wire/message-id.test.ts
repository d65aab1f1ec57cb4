import { describe, expect, it } from 'vitest'
import { toHex } from '../../src/wire/hex.ts'
import { messageId } from '../../src/wire/message-id.ts'
import { topicName } from '../../src/wire/topics.ts'

const data = Uint8Array.of(1, 2, 3, 4, 5)

describe('message id', () => {
  it('is what op-node and kona compute for the same topic and bytes', () => {
    expect(toHex(messageId('test', { kind: 'raw', data }))).toBe('0xb6897dcba59347fedcd694cc0f5117093c9dc727')
    expect(toHex(messageId('test', { kind: 'decompressed', data }))).toBe(
      '0xadbe547b27f41294a08a09210a5e8531e83cdc16',
    )
  })

  it('differs between our two topics, so a copy on the wrong one shadows nothing', () => {
    const onBlocks = messageId(topicName('cross-safe-blocks', 10), { kind: 'decompressed', data })
    const onHeads = messageId(topicName('cross-safe-heads', 10), { kind: 'decompressed', data })
    expect(onBlocks).not.toEqual(onHeads)
  })

  it('cannot be met by moving a byte from the topic to the data', () => {
    const a = messageId('ab', { kind: 'raw', data: Uint8Array.of(0x63) })
    const b = messageId('abc', { kind: 'raw', data: new Uint8Array() })
    expect(a).not.toEqual(b)
  })
})
