import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { RpcRefusal, serveJsonRpc } from '../../src/adapters/memory/serve-json-rpc.ts'
import { createRollupNode } from '../../src/adapters/rollup-node/rollup-node.ts'
import type { RollupConfigSource } from '../../src/follower/config.ts'
import { derivationRules } from '../../src/follower/derivation-rules.ts'
import { createStory } from './story.ts'

const signal = AbortSignal.timeout(60_000)
const { chain } = createStory()

/** A rollup node that answers this to `optimism_rollupConfig`, and files in a directory of their own. */
async function createScene(answer: () => unknown = () => chain.rollupJson) {
  const directory = mkdtempSync(join(tmpdir(), 'op-follower-rules-'))
  let asked = 0
  const optimism_rollupConfig = () => {
    asked += 1
    return answer()
  }
  const server = await serveJsonRpc({ methods: { optimism_rollupConfig }, host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    rmSync(directory, { recursive: true })
    await server.close()
  })
  const node = createRollupNode({ url: server.url, deadlineMs: 5_000 })
  const write = (name: string, content: unknown): string => {
    const path = join(directory, name)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }
  const rules = (
    rollup: RollupConfigSource,
    { chainId = 901, l1ChainConfigPath = write('l1.json', chain.l1ChainJson) as string | null } = {},
  ) => derivationRules({ l1Check: true, rollup, l1ChainConfigPath, pastUnknownForks: false }, chainId, node)
  return { directory, node, write, rules, asked: () => asked }
}

it('takes the rollup config from the node, once', async () => {
  const { rules, asked, node } = await createScene()
  const fromNode = rules({ kind: 'node' })
  expect(fromNode.from).toBe(`the rollup config of ${node.name}`)
  expect(fromNode.known()).toBeNull()
  const expected = { kind: 'ok', value: chain.rules }
  expect(await fromNode.read(signal)).toEqual(expected)
  expect(await fromNode.read(signal)).toEqual(expected)
  expect(fromNode.known()).toEqual(chain.rules)
  expect(asked()).toBe(1)
})

it('asks the node again while it has no config to give', async () => {
  let ready = false
  const { rules } = await createScene(() => {
    if (ready) return chain.rollupJson
    throw new RpcRefusal(-32_000, 'still starting')
  })
  const fromNode = rules({ kind: 'node' })
  expect(await fromNode.read(signal)).toMatchObject({
    kind: 'refused',
    code: -32_000,
    detail: expect.stringContaining('still starting'),
  })
  ready = true
  expect((await fromNode.read(signal)).kind).toBe('ok')
})

it('takes it from a file, also one that is mended while it is asked for', async () => {
  const { rules, write, asked, directory } = await createScene()
  const path = join(directory, 'rollup.json')
  const fromFile = rules({ kind: 'file', path })
  expect(await fromFile.read(signal)).toMatchObject({
    kind: 'unreachable',
    detail: expect.stringContaining(`${path} cannot be read`),
  })
  write('rollup.json', '{"genesis":')
  expect(await fromFile.read(signal)).toMatchObject({
    kind: 'malformed',
    detail: expect.stringContaining(`${path} is not JSON`),
  })
  write('rollup.json', { ...chain.rollupJson, block_time: 'two' })
  expect(await fromFile.read(signal)).toMatchObject({
    kind: 'malformed',
    detail: expect.stringMatching(new RegExp(`^the rollup config in ${path}: block_time`)),
  })
  write('rollup.json', chain.rollupJson)
  expect(await fromFile.read(signal)).toEqual({ kind: 'ok', value: chain.rules })
  expect(asked()).toBe(0)
})

it('knows the public networks by their names, and their L1 as well', async () => {
  const { rules } = await createScene()
  const byName = rules({ kind: 'network', name: 'op-mainnet' }, { chainId: 10, l1ChainConfigPath: null })
  expect(await byName.read(signal)).toMatchObject({
    kind: 'ok',
    value: { rollup: { l2ChainId: 10, l1ChainId: 1 }, l1: { chainId: 1 } },
  })
  expect(await rules({ kind: 'network', name: 'atlantis' }).read(signal)).toMatchObject({
    kind: 'malformed',
    detail: expect.stringContaining('atlantis'),
  })
})

it('refuses the config of another chain than the one that is followed', async () => {
  const { rules, node } = await createScene()
  expect(await rules({ kind: 'node' }, { chainId: 902 }).read(signal)).toEqual({
    kind: 'malformed',
    detail: `the rollup config of ${node.name} is of L2 chain 901, expected 902, the chain that we follow`,
  })
})

it('needs the chain config of an L1 that it does not know, and that of the right one', async () => {
  const { rules, write } = await createScene()
  expect(await rules({ kind: 'node' }, { l1ChainConfigPath: null }).read(signal)).toMatchObject({
    kind: 'malformed',
    detail: expect.stringMatching(/L1 chain 900 .*--rollup\.l1-chain-config/),
  })
  const other = write('other.json', { ...chain.l1ChainJson, chainId: 901 })
  expect(await rules({ kind: 'node' }, { l1ChainConfigPath: other }).read(signal)).toMatchObject({
    kind: 'malformed',
    detail: `the L1 chain config in ${other} is of chain 901, expected 900`,
  })
  const broken = write('broken.json', { chainId: 900 })
  expect(await rules({ kind: 'node' }, { l1ChainConfigPath: broken }).read(signal)).toMatchObject({
    kind: 'malformed',
    detail: expect.stringContaining(`the L1 chain config in ${broken}: `),
  })
})
