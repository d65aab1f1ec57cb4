import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { commandNames } from '../../src/config/commands.ts'
import { flagsOf } from '../../src/config/options.ts'
import { unchecked, words } from '../config/load.ts'
import { ended, inProcess, opFollower, start } from './run.ts'

describe('op-follower', () => {
  it('without a command says what there is, and that this was not one', async () => {
    const { code, out, err } = await opFollower([])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    for (const command of commandNames) expect(err).toContain(`  ${command}`)
  })

  it('with a mistyped command says which was meant', async () => {
    expect(await inProcess(['explian'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no command explian; did you mean explain?'),
    })
  })

  it('--help and --version are answers, not failures', async () => {
    expect(await inProcess(['--help'])).toMatchObject({ code: 0, err: '' })
    expect(await inProcess(['--version'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^op-follower \d+\./),
    })
  })

  it.each(commandNames)('%s --help lists each of its options, and no other', async (command) => {
    const { code, out } = await inProcess([command, '-h'])
    expect(code).toBe(0)
    const listed = [...out.matchAll(/^ {2}--([\w.-]+)/gm)].map(([, flag]) => flag)
    expect(new Set(listed)).toEqual(new Set(flagsOf(command)))
    expect(listed).toHaveLength(flagsOf(command).length)
  })

  it('refuses before anything is started, and says all that is wrong at once', async () => {
    const { code, err } = await inProcess(['follow', '--rpc.prot=1', '--attesters=0x1'])
    expect(code).toBe(2)
    expect(err).toContain('did you mean --rpc.port?')
    expect(err).toContain('--l2.chain-id is needed')
    expect(err).toContain('--rollup-rpc is needed')
    expect(err).toContain("--attesters: expected a 0x-prefixed address of 40 hex digits; seen '0x1'")
  })

  it('--print-config shows where each value comes from, without starting', async () => {
    const env = { OP_FOLLOWER_RPC_PORT: '1', OP_NODE_L1_ETH_RPC: 'http://user:password@l1' }
    const { code, out } = await inProcess(['follow', ...words(unchecked), '--print-config'], env)
    expect(code).toBe(0)
    expect(out).toMatch(/--rpc\.port +1 +\(OP_FOLLOWER_RPC_PORT\)/)
    expect(out).toMatch(/--l1 +http:\/\/l1 +\(OP_NODE_L1_ETH_RPC\)/)
    expect(out).not.toContain('password')
  })

  it('says on an old Node what to do, in one line', async () => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' }); import('./src/cli/bin.mjs')`
    const { code, err } = await ended(start(['-e', pretend]))
    expect(code).toBe(2)
    expect(err.trim().split('\n')).toEqual([expect.stringContaining('needs Node 22.19 or newer')])
  })

  it.each(['status', 'explain', 'evidence list'])('%s says so when nothing listens', async (command) => {
    const port = await unusedPort()
    const { code, err } = await inProcess([...command.split(' '), `--rpc.port=${port}`])
    expect(code).toBe(1)
    expect(err).toContain(`no follower answers at http://127.0.0.1:${port} `)
    expect(err).toContain('is op-follower follow running')
  })

  it('status says so when what listens is no follower', async () => {
    const port = await portOfGarbage()
    const { code, err } = await inProcess(['status', `--rpc=http://127.0.0.1:${port}`])
    expect(code).toBe(1)
    expect(err).toContain(`the follower at http://127.0.0.1:${port} gave no answer`)
  })
})

/** A port that was free a moment ago. */
async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  server.close()
  await once(server, 'close')
  return port
}

async function portOfGarbage(): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}')
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return portOf(server)
}

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
