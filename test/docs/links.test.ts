import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { blockerCodes } from '../../machines/follower/codes.ts'

const pages = ['README.md', ...globSync('docs/**/*.md')]

/** Links of a page to files of ours, as they are written. */
function linksOf(page: string): readonly string[] {
  const text = readFileSync(page, 'utf8')
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1]!)
    .filter((link) => !/^[a-z]+:/.test(link))
}

/** The names by which the headings of a page can be linked to. */
function anchorsOf(page: string): readonly string[] {
  return [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
}

function isDead(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? page : join(dirname(page), path)
  if (!existsSync(target)) return true
  return anchor !== undefined && !anchorsOf(target).includes(anchor)
}

test.each(pages)('the links of %s lead somewhere', (page) => {
  expect(linksOf(page).filter((link) => isDead(page, link))).toEqual([])
})

/** Pages of docs/operate that are about a whole, and no runbook. */
const guides = ['engine-port.md', 'gateway.md']

test('every reason not to promote has a runbook, and the index names each', () => {
  const runbooks = blockerCodes.map((code) => `${code.replace('/', '-')}.md`)
  const found = readdirSync('docs/operate').filter((name) => name !== 'README.md')
  expect(found.filter((name) => !guides.includes(name)).toSorted()).toEqual(runbooks.toSorted())
  expect(linksOf('docs/operate/README.md').toSorted()).toEqual(found.toSorted())
})

test('every decision is in the list of decisions', () => {
  const records = readdirSync('docs/decisions').filter((name) => name !== 'README.md')
  expect(linksOf('docs/decisions/README.md').toSorted()).toEqual(records.toSorted())
})
