import { describe, expect, it } from 'vitest'
import type { AttestationTopic } from '../../machines/values.ts'
import { attestationDomain, draftDomain, topicName, topicOf } from '../../src/wire/topics.ts'

const both: readonly AttestationTopic[] = ['cross-safe-blocks', 'cross-safe-heads']

describe('topics', () => {
  it('names them as the draft does, with a decimal chain id', () => {
    expect(topicName('cross-safe-blocks', 10)).toBe('/optimism/10/0/cross-safe-blocks')
    expect(topicName('cross-safe-heads', 11155420)).toBe('/optimism/11155420/0/cross-safe-heads')
  })

  it.each(both)('finds %s again by its name', (topic) => {
    expect(topicOf(topicName(topic, 10), 10)).toBe(topic)
  })

  it.each([
    '/optimism/11/0/cross-safe-heads',
    '/optimism/10/1/cross-safe-heads',
    '/optimism/10/0/blocks',
    '/optimism/010/0/cross-safe-heads',
    '/optimism/10/0/cross-safe-heads/',
    '',
  ])('does not take %j for a topic of chain 10', (name) => {
    expect(topicOf(name, 10)).toBeNull()
  })
})

describe('domains', () => {
  it('are the hashes of versioned labels', () => {
    expect(attestationDomain('cross-safe-blocks')).toBe(
      '0x54dfddec01bde93d68f4adef3ecff6f6afeed1f1f60aa55983b5d849a38a68f6',
    )
    expect(attestationDomain('cross-safe-heads')).toBe(
      '0x75098114cc4a2400dbb201149548d35dcc35a6b3ce9d8c2d63c59207eacd4235',
    )
  })

  it('are never the zero domain of unsafe blocks', () => {
    expect(both.map(attestationDomain)).not.toContain(draftDomain)
  })
})
