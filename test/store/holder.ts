/** A process that holds a follower store open until it is killed. */
import { openFollowerStore } from '../../src/adapters/sqlite/follower-store.ts'
import { promoted } from '../contracts/store-values.ts'

openFollowerStore({ dataDir: process.argv[2]! }).record(promoted(1))
process.stdout.write('held\n')
setInterval(() => {}, 1_000)
