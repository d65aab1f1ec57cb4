import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { mintJwt } from '../../src/adapters/execution-client/jwt.ts'
import { parseJwtSecret } from '../../src/adapters/execution-client/jwt-secret.ts'
import { createMemoryExecutionClient } from '../../src/adapters/memory/execution-client/client.ts'
import { serveExecutionClient } from '../../src/adapters/memory/execution-client/serve.ts'
import { least, unchecked, words } from '../config/load.ts'
import { type Child, ended, inProcess, opFollower, start } from './run.ts'

const bin = fileURLToPath(new URL('../../src/cli/bin.mjs', import.meta.url))

/** Nobody is there: neither nodes nor peers. What is tried is the process, not the following. */
const nobody = 'http://127.0.0.1:9'
const ports = ['--rpc.port=0', '--p2p.listen.tcp=0', '--log.format=json']
const alone = [...words({ ...unchecked, 'rollup-rpc': nobody }), ...ports]
const checked = [...words({ ...least.follow, 'rollup-rpc': nobody, l1: nobody, l2: nobody }), ...ports]

describe('op-follower follow', () => {
  it('says what it took over from op-node, answers while it waits, and goes when it is told to', async () => {
    const child = start([bin, 'follow', ...checked, `--data-dir=${directory()}`], {
      OP_NODE_LOG_LEVEL: 'info',
    })
    const end = ended(child)
    const url = await rpcUrl(child)
    expect(await inProcess(['explain', `--rpc=${url}`])).toMatchObject({
      code: 3,
      out: expect.stringContaining('✗ derivation/'),
    })
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await end).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('--log.level is taken from OP_NODE_LOG_LEVEL'),
    })
  })

  it('says what is wrong with a data directory or a port that somebody else has', async () => {
    const dataDir = directory()
    const child = start([bin, 'follow', ...alone, `--data-dir=${dataDir}`])
    const url = await rpcUrl(child)
    expect(await opFollower(['follow', ...alone, `--data-dir=${dataDir}`])).toMatchObject({
      code: 5,
      err: expect.stringContaining(`${dataDir} is in use by another op-follower process`),
    })
    const { port } = new URL(url)
    const others = alone.filter((word) => !word.startsWith('--rpc.port'))
    const second = ['follow', ...others, `--rpc.port=${port}`, `--data-dir=${directory()}`]
    expect(await opFollower(second)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/EADDRINUSE.*--rpc\.port/),
    })
  })
})

describe('op-follower follow --mode engine', () => {
  it('stands before the execution client from its start to its end', async () => {
    const { url, secretPath, secret } = await executionClient()
    const flags = ['--mode=engine', `--l1=${nobody}`, `--l2=${url}`, `--l2.jwt-secret=${secretPath}`]
    const engine = [...alone, ...flags, '--engine.port=0']
    const child = start([bin, 'follow', ...engine, `--data-dir=${directory()}`])
    const end = ended(child)
    const portUrl = await urlIn(child, 'engine port listens')
    const authorization = `Bearer ${mintJwt(secret, Date.now())}`
    const headers = { 'content-type': 'application/json', authorization }
    const body = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}'
    const answer = await fetch(portUrl, { method: 'POST', headers, body })
    expect(await answer.json()).toEqual({ jsonrpc: '2.0', id: 1, result: '0x385' })
    expect((await fetch(portUrl, { method: 'POST', body })).status).toBe(401)

    const taken = [...engine.slice(0, -1), `--engine.port=${new URL(portUrl).port}`]
    expect(await opFollower(['follow', ...taken, `--data-dir=${directory()}`])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/EADDRINUSE.*--engine\.addr and --engine\.port/),
    })
    child.kill('SIGTERM')
    expect(await end).toMatchObject({ code: 0, err: '' })
    await expect(fetch(portUrl)).rejects.toThrow()
  })
})

describe('op-follower attest', () => {
  it('does not show a key file that is none, and does not start', async () => {
    const keyPath = join(directory(), 'missing.hex')
    const args = words({ ...least.attest, 'attest.key-path': keyPath, 'data-dir': directory() })
    expect(await inProcess(['attest', ...args])).toMatchObject({
      code: 2,
      err: `the file ${keyPath} cannot be read (ENOENT); check its path and who may read it\n`,
    })
  })
})

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'op-follower-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** One in memory behind HTTP, and the secret of its port. */
async function executionClient() {
  const hex = randomBytes(32).toString('hex')
  const secretPath = join(directory(), 'jwt.hex')
  writeFileSync(secretPath, hex)
  const { core } = createMemoryExecutionClient()
  const { url, close } = await serveExecutionClient({ core, jwtSecret: Buffer.from(hex, 'hex') })
  onTestFinished(close)
  return { url, secretPath, secret: parseJwtSecret(hex, 'the test') }
}

function rpcUrl(child: Child): Promise<string> {
  return urlIn(child, 'RPC server listens')
}

/** Where the process serves, as it says itself in its log. */
async function urlIn(child: Child, message: string): Promise<string> {
  for await (const line of createInterface(child.stdout)) {
    const { msg, url } = JSON.parse(line) as { msg: string; url?: string }
    if (msg !== message || url === undefined) continue
    child.stdout.resume()
    return url
  }
  throw new Error('the process ended before it served')
}
