import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { blockerCodes } from '../../machines/follower/codes.ts'
import { asides } from '../../src/config/arguments.ts'
import { isCommand } from '../../src/config/commands.ts'
import { isFlag } from '../../src/config/options.ts'
import { prospect } from '../../src/views/prospects.ts'
import { runbook } from '../../src/views/runbook.ts'

const root = new URL('../../', import.meta.url)

describe.each(blockerCodes)('%s', (code) => {
  const text = readFileSync(new URL(runbook(code), root), 'utf8')

  it('has a runbook that says what it means, what to check, what happens by itself and what to type', () => {
    const headings = text.split('\n').filter((line) => line.startsWith('#'))
    expect(headings).toEqual([`# ${code}`, '## Check, in order', '## By itself', '## Type'])
    expect(text.split('\n\n')[1]?.length).toBeGreaterThan(40)
  })

  it('names only flags and commands that exist', () => {
    const flags = [...text.matchAll(/(?<![\w-])--([a-z][\w.-]*[\w])/g)].map(([, flag]) => flag!)
    const words = [...text.matchAll(/op-follower (\w+)(?= |$|`)/gm)].map(([, word]) => word!)
    expect(flags.filter((flag) => !isFlag(flag) && !asides.some((aside) => aside === flag))).toEqual([])
    expect(words.filter((word) => !isCommand(word) && !['has', 'may', 'failed'].includes(word))).toEqual([])
  })

  it('has a prospect', () => {
    expect(prospect(code)).toMatch(/^[a-z].{10,}/)
  })
})

/** Pages about a whole, and about no code. */
const guides = ['README.md', 'engine-port.md', 'gateway.md']

it('has no runbook without a code', () => {
  const names = readdirSync(new URL('docs/operate/', root)).filter((name) => !guides.includes(name))
  const pages = names.map((name) => `docs/operate/${name}`)
  expect(pages.toSorted()).toEqual(blockerCodes.map(runbook).toSorted())
})
