import type { DataTransform } from '@chainsafe/libp2p-gossipsub/types'
import { compress, decompress } from '../../wire/compression.ts'

/**
 * Snappy at the router's door, so that each message is decompressed once, before its id and its
 * validation. The router takes a throw for an invalid message and scores the peer for it (P4).
 */
export function snappyTransform(onUndecodable: (topicName: string) => void): DataTransform {
  return {
    inboundTransform: (topicName, data) => {
      const decoded = decompress(data)
      if (decoded.kind === 'ok') return decoded.value
      onUndecodable(topicName)
      throw new Error(decoded.reason)
    },
    outboundTransform: (_topicName, data) => compress(data),
  }
}
