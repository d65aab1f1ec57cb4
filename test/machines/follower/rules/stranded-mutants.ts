import { assign } from 'xstate'
import { type FollowerModel, standalone } from '../explore.ts'

/** Followers that break no rule of safety, and get nowhere. */

/** Its holds end in no recheck. */
export const stubborn: FollowerModel = standalone.provide({ actions: { recheck: assign({}) } })

/** Learns nothing from a difference. */
export const circling: FollowerModel = standalone.provide({
  actions: { noteParting: assign({ examined: null }) },
})
