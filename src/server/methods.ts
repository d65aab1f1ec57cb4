import type { Method } from './method.ts'
import { adminMethods } from './methods/admin.ts'
import { followerMethods } from './methods/follower.ts'
import { optimismMethods } from './methods/optimism.ts'

/** Everything that is served; the reference page is made from it. */
export const methods: readonly Method[] = [...optimismMethods, ...followerMethods, ...adminMethods]
