import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Hash } from '../../machines/values.ts'
import { forkchoiceCall } from '../../src/server/engine-port/forkchoice-call.ts'
import { offeredBlock } from '../../src/server/engine-port/payload-call.ts'
import { type PortRequest, readCalls } from '../../src/server/engine-port/requests.ts'
import { spelled, spelledString, Verbatim } from './json-text.ts'

const names = ['headBlockHash', 'safeBlockHash', 'finalizedBlockHash'] as const
type Name = (typeof names)[number]

/** Of few values, so that the three are often equal to each other and to what stands elsewhere. */
const hash: fc.Arbitrary<Hash> = fc.constantFrom('a', 'b', '0').map((digit): Hash => `0x${digit.repeat(64)}`)
const state = fc.record({ headBlockHash: hash, safeBlockHash: hash, finalizedBlockHash: hash })
const capitals = (value: Hash) => value.replace(/[ab]/g, (digit) => digit.toUpperCase())

function single(text: string): PortRequest {
  const body = readCalls(Buffer.from(text))
  if (body.kind !== 'single' || body.call.kind !== 'request') throw new Error(`no request: ${text}`)
  return body.call
}

/** Where a label stands in a template, in which nothing else looks so. */
const places = { headBlockHash: '<<head>>', safeBlockHash: '<<safe>>', finalizedBlockHash: '<<finalized>>' }

/** A forkchoice call as a template, written in any way, and what its labels are written as. */
const forkchoice = fc
  .tuple(
    state,
    hash,
    fc.constantFrom('1', '2', '3', '9'),
    fc.boolean(),
    fc.jsonValue({ maxDepth: 1 }),
    fc.shuffledSubarray([...names], { minLength: names.length }),
  )
  .chain(([labels, other, version, inCapitals, id, order]) => {
    const markers = Object.fromEntries(order.map((name) => [name, new Verbatim(places[name])]))
    const attributes = { prevRandao: labels.safeBlockHash, transactions: [other, labels.headBlockHash] }
    const method = `engine_forkchoiceUpdatedV${version}`
    const request = { jsonrpc: '2.0', id, method, params: [{ extra: other, ...markers }, attributes] }
    const written = (name: Name) => spelledString(inCapitals ? capitals(labels[name]) : labels[name])
    const spellings = fc.record({
      headBlockHash: written('headBlockHash'),
      safeBlockHash: written('safeBlockHash'),
      finalizedBlockHash: written('finalizedBlockHash'),
    })
    return fc.record({ template: spelled(request), labels: fc.constant(labels), spellings })
  })

function filled(template: string, texts: Readonly<Record<Name, string>>): string {
  return names.reduce((text, name) => text.replace(places[name], texts[name]), template)
}

describe('a forkchoice on its way to the client', () => {
  it('says the labels of the gate, and everything else byte for byte as it was', () => {
    fc.assert(
      fc.property(forkchoice, state, ({ template, labels, spellings }, labelled) => {
        const call = forkchoiceCall(single(filled(template, spellings)))
        expect(call?.state).toEqual(labels)
        const shown = (name: Name) =>
          labelled[name] === labels[name] ? spellings[name] : `"${labelled[name]}"`
        const expected = filled(template, {
          headBlockHash: shown('headBlockHash'),
          safeBlockHash: shown('safeBlockHash'),
          finalizedBlockHash: shown('finalizedBlockHash'),
        })
        expect(call!.relabelled(labelled).toString()).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['no parameters', {}],
    ['parameters by name', { params: { headBlockHash: 1 } }],
    ['a state that is none', { params: [null] }],
    ['a hash too short', { params: [labelsOf('0x12')] }],
    ['a hash that is no text', { params: [labelsOf(7)] }],
    ['a hash missing', { params: [{ ...labelsOf(`0x${'1'.repeat(64)}`), safeBlockHash: undefined }] }],
  ])('with %s is not understood, and so not sent', (_, parts) => {
    expect(
      forkchoiceCall(single(JSON.stringify({ method: 'engine_forkchoiceUpdatedV3', ...parts }))),
    ).toBeNull()
  })

  it('with a label twice is not understood either: the client might read the other one', () => {
    const labels = JSON.stringify(labelsOf(`0x${'1'.repeat(64)}`))
    const twice = labels.replace('{', `{"safeBlockHash":"0x${'2'.repeat(64)}",`)
    const cased = labels.replace('{', `{"SafeBlockHash":"0x${'2'.repeat(64)}",`)
    for (const text of [twice, cased]) {
      expect(forkchoiceCall(single(`{"method":"engine_forkchoiceUpdatedV3","params":[${text}]}`))).toBeNull()
    }
  })
})

describe('a payload', () => {
  const payload = {
    parentHash: `0x${'AB'.repeat(32)}`,
    blockNumber: '0x10',
    blockHash: `0x${'cd'.repeat(32)}`,
    transactions: ['0x7e01', '0x02ff'],
  }
  const offered = (parts: object) =>
    offeredBlock(single(JSON.stringify({ method: 'engine_newPayloadV4', params: [parts, []] })))

  it('says who it is, whatever else it holds and however it is written', () => {
    const request = { method: 'engine_newPayloadV4', params: [{ ...payload, unknown: { blockHash: 1 } }, []] }
    fc.assert(
      fc.property(spelled(request), (text) => {
        expect(offeredBlock(single(text))).toMatchObject({
          number: 16,
          hash: payload.blockHash,
          parentHash: payload.parentHash.toLowerCase(),
        })
      }),
      { numRuns: 50 },
    )
  })

  it.each([
    [['0x7e01', '0x7E02'], true],
    [[], true],
    [['0x7e01', '0x02ff'], false],
    [['0x', '0x7e01'], false],
    [[7], false],
  ])('of the transactions %j: deposits only is %s', (transactions, depositsOnly) => {
    expect(offered({ ...payload, transactions })).toMatchObject({ depositsOnly })
  })

  it.each([
    ['no number', { ...payload, blockNumber: undefined }],
    ['a number beyond what counts', { ...payload, blockNumber: '0xffffffffffffffff' }],
    ['no transactions', { ...payload, transactions: undefined }],
    ['a hash that is none', { ...payload, blockHash: '0x1' }],
  ])('with %s is not understood', (_, parts) => {
    expect(offered(parts)).toBeNull()
  })
})

function labelsOf(hashOf: unknown) {
  return { headBlockHash: hashOf, safeBlockHash: hashOf, finalizedBlockHash: hashOf }
}
