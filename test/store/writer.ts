/**
 * A process that writes facts as fast as it can and says each time what is on disk now.
 * Its own file is one line a write, so that a parent who kills it knows what was acknowledged.
 */
import { writeSync } from 'node:fs'
import { openAttesterStore } from '../../src/adapters/sqlite/attester-store.ts'
import { openFollowerStore } from '../../src/adapters/sqlite/follower-store.ts'
import { attested, block, intended, promoted } from '../contracts/store-values.ts'

const [, , dataDir, from] = process.argv
const follower = openFollowerStore({ dataDir: `${dataDir}/follower` })
const attester = openAttesterStore({ dataDir: `${dataDir}/attester` })

for (let number = Number(from); ; number++) {
  follower.saveAttestation(attested(number), Uint8Array.of(number % 256))
  writeSync(1, `attested ${number}\n`)
  follower.recordIntent(intended(number))
  writeSync(1, `intended ${number}\n`)
  follower.record(promoted(number))
  writeSync(1, `promoted ${number}\n`)
  attester.recordIntent({ ...block(number), l1View: block(number, 'l1-') })
  writeSync(1, `signing ${number}\n`)
}
