import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Import, importsOf, isOurs, roomOf, sourceFiles } from './imports.ts'

/** Who may look into which room; a room that is not named here composes, and may look everywhere below. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  machines: [],
  'src/wire': ['machines'],
  'src/ports': ['machines', 'src/wire', 'src/derive'],
  'src/derive': ['machines', 'src/wire'],
  'src/actors': ['machines', 'src/ports', 'src/wire', 'src/derive'],
  'src/adapters': ['machines', 'src/ports', 'src/wire', 'src/derive'],
  'src/views': ['machines'],
  'src/server': ['machines', 'src/views', 'src/ports', 'src/wire'],
}

/** Which packages a room may use; adapters and the rooms that compose use what they need. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  machines: ['xstate'],
  'src/wire': ['effect', 'secp256k1', 'snappy', 'node:crypto'],
  'src/derive': ['effect'],
  'src/ports': [],
  'src/actors': [],
  'src/views': ['xstate'],
}

/** Nobody below may import them. */
const composing = [
  'src/cli',
  'src/devnet',
  'src/follower',
  'src/attester',
  'src/config',
  'src/index.ts',
  'src/testing.ts',
]

const imports = [...importsOf('machines'), ...importsOf('src')]

describe('the rooms', () => {
  test('hold imports to look at', () => {
    expect(imports.length).toBeGreaterThan(500)
  })

  test.each(Object.keys(mayImport))('%s looks only where it may', (room) => {
    const strays = imports.filter((one) => roomOf(one.file) === room && !isAllowed(one, room))
    expect(strays.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  test('what composes is imported by nothing it is composed of', () => {
    const strays = imports.filter(
      ({ file, target }) => roomOf(file) in mayImport && composing.includes(roomOf(target)),
    )
    expect(strays.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  test('ports are types: what they import from machines and wire vanishes at run time', () => {
    const strays = imports.filter(({ file, isTypeOnly }) => roomOf(file) === 'src/ports' && !isTypeOnly)
    expect(strays.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  test('effect and viem stay with the adapters and the borders', () => {
    const inside = ['machines', 'src/actors', 'src/ports', 'src/views']
    const strays = imports.filter(
      ({ file, target }) =>
        inside.includes(roomOf(file)) && /^(effect|viem|libp2p|@libp2p|pino)\b/.test(target),
    )
    expect(strays).toEqual([])
  })
})

describe('machines', () => {
  test('read no clock, throw no dice, touch nothing outside', () => {
    const impure =
      /\b(Date\.now|new Date|Math\.random|setTimeout|setInterval|performance\.|process\.|globalThis|fetch\(|console\.)/
    const found = sourceFiles('machines').flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .map((line, index) => ({ line, at: `${file}:${index + 1}` }))
        .filter(({ line }) => impure.test(line.replace(/\/\*\*.*|^\s*\*.*|\/\/.*/, '')))
        .map(({ at, line }) => `${at} ${line.trim()}`),
    )
    expect(found).toEqual([])
  })
})

function isAllowed({ target }: Import, room: string): boolean {
  if (isOurs(target)) return roomOf(target) === room || (mayImport[room] ?? []).includes(roomOf(target))
  const packages = mayUse[room]
  return packages === undefined || packages.some((name) => target === name || target.startsWith(`${name}/`))
}
