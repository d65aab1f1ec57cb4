import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { IdentityError, loadIdentity } from '../../src/adapters/libp2p/identity.ts'

describe('the peer identity', () => {
  let directory: string
  let path: string

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'op-follower-identity-'))
    path = join(directory, 'data', 'p2p.key')
  })

  afterEach(() => rmSync(directory, { recursive: true }))

  it('is made once, for the owner only, and is the same ever after', async () => {
    const made = await loadIdentity(path)
    expect(made.type).toBe('secp256k1')
    expect(readFileSync(path, 'utf8')).toMatch(/^[0-9a-f]{64}$/)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect((await loadIdentity(path)).raw).toEqual(made.raw)
  })

  it('is one, even when two start at once', async () => {
    const [one, other] = await Promise.all([loadIdentity(path), loadIdentity(path)])
    expect(one.raw).toEqual(other.raw)
  })

  it('may have been written by op-node, with a line end', async () => {
    const file = join(directory, 'opnode_p2p_priv.txt')
    writeFileSync(file, `${'11'.repeat(32)}\n`)
    expect(Buffer.from((await loadIdentity(file)).raw).toString('hex')).toBe('11'.repeat(32))
  })

  it.each([
    ['too short', 'ab'.repeat(31)],
    ['not hex', `${'zz'.repeat(32)}`],
    ['empty', ''],
    ['no key on the curve', '00'.repeat(32)],
    ['beyond the order of the curve', 'ff'.repeat(32)],
  ])('is refused when it is %s, untouched and unspoken', async (_, text) => {
    const file = join(directory, 'broken.key')
    writeFileSync(file, text)
    const refusal = await loadIdentity(file).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(IdentityError)
    expect(String(refusal)).toContain(file)
    if (text !== '') expect(String(refusal)).not.toContain(text)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })
})
