import * as Schema from 'effect/Schema'
import { describe, expect, it } from 'vitest'
import { type Hash, sameBlock } from '../../../../machines/values.ts'
import { denialsOf } from '../../support/denials.ts'
import { openLiarStage } from '../../support/liar-stage.ts'

const invented: Hash = `0x${'ee'.repeat(32)}`

describe('a liar', () => {
  it('is refused with words, and moves nothing', async (context) => {
    const stage = await openLiarStage(context)
    const { story, place, client, say } = stage
    const final = await stage.promote(5)
    await story.until('it is final', () => sameBlock(client.newest('finalized'), final))
    const standing = await stage.promote(10)

    await stage.sayAsStranger({ number: 11, hash: invented })
    await story.until('a stranger is refused', async () => {
      return (await place.follower.log()).includes('msg="message refused" code=unknown-signer')
    })

    await say({ number: final.number, hash: invented })
    const [late] = await story.until('a word against what is final is kept', async () => {
      const kept = await stage.evidence()
      return kept.length > 0 && kept
    })
    expect(late).toMatchObject({ kind: 'late-conflict', halts: false })
    expect(late!.detail).toContain('attested at or below the cross-safe head')

    await stage.derived(20)
    await say({ number: 13, hash: invented })
    await story.until('the gap below a block on another chain is named', () => {
      return stage.explained.has('attestation/gap')
    })
    expect(client.newest('safe')).toMatchObject(standing)
    await stage.promote(20)
    expect(await denialsOf(place.follower)).toEqual([])
    expect(await place.node.resets()).toBe(1)
  })

  it('halts the follower when the lie is proven, and the client is left alone', async (context) => {
    const stage = await openLiarStage(context)
    const { story, place, client, say } = stage
    const busy = await stage.busyBlock()
    const before = await stage.promote(busy.number - 1)
    const truth = await stage.derived(busy.number + 3)

    await say({ number: busy.number, hash: invented })
    await story.until('it is halted', () => stage.explained.has('halt/mismatch'))
    const { haltedBy } = (await place.follower.status())!
    const evidence = await stage.evidence()
    expect(evidence.find(({ id }) => id === haltedBy)).toMatchObject({ kind: 'mismatch', halts: true })

    await say(truth)
    const latest = client.newest('latest')!.number
    await story.until('the chain goes on', () => client.newest('latest')!.number > latest + 5)
    expect(client.newest('safe')).toMatchObject(before)
    expect(await stage.derived(busy.number)).toEqual(busy)
    expect(await denialsOf(place.follower)).toEqual([])
    expect(await place.node.resets()).toBe(1)

    await place.follower.rpc.call(Schema.Literal(true), 'admin_acknowledgeHalt', haltedBy)
    await say(truth)
    await story.until('the truth is safe', () => sameBlock(client.newest('safe'), truth))
  })
})
