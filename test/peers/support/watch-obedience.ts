import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { BlockRef } from '../../../machines/values.ts'
import type { GatewayNetwork } from './gateway-network.ts'
import { lookEveryMs } from './watch.ts'

/** Compares a Light CL with its gateway, again and again. */
export interface ObedienceWatch {
  readonly looks: () => number
  /** Each time that the Light CL had a safe block above ours, or another at the same height. */
  readonly beyond: () => readonly string[]
  readonly end: () => Promise<void>
}

/** Ends with the test at the latest. While the gateway does not answer there is nothing to compare with. */
export function watchObedience({
  light,
  gateway,
}: Pick<GatewayNetwork, 'light' | 'gateway'>): ObedienceWatch {
  const beyond: string[] = []
  let looks = 0
  const ending = new AbortController()
  const look = async () => {
    // In this order: what is promoted in between makes ours the higher one.
    const theirs = await light.client.block('safe')
    const ours = (await gateway.status())?.heads.crossSafe ?? null
    if (theirs === null || ours === null) return
    looks += 1
    if (isBeyond(theirs, ours))
      beyond.push(`${theirs.number} ${theirs.hash}; ours ${ours.number} ${ours.hash}`)
  }
  const watching = (async () => {
    while (!ending.signal.aborted) {
      await look()
      await sleep(lookEveryMs)
    }
  })()
  const end = async () => {
    ending.abort()
    await watching
  }
  onTestFinished(end)
  return { looks: () => looks, beyond: () => beyond, end }
}

function isBeyond(theirs: BlockRef, ours: BlockRef): boolean {
  return theirs.number > ours.number || (theirs.number === ours.number && theirs.hash !== ours.hash)
}
