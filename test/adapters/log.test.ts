import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLog, type LogOptions } from '../../src/adapters/log/create-log.ts'

describe('a line', () => {
  it('has op-node’s keys, then the fields, quoted where they have to be', () => {
    const { log, lines } = logTo({})
    log.info('Promoted a block', { number: 8, hash: '0xab', took: '3 ms', said: 'a "b"', at: null })
    expect(lines).toEqual([
      't=1970-01-01T00:00:00.000Z lvl=info msg="Promoted a block" number=8 hash=0xab took="3 ms" said="a \\"b\\"" at=null\n',
    ])
  })

  it('is JSON when asked', () => {
    const { log, lines } = logTo({ format: 'json' })
    log.warn('The engine is down', { code: 'engine/unreachable', tries: 2n })
    expect(JSON.parse(lines[0]!)).toEqual({
      t: '1970-01-01T00:00:00.000Z',
      lvl: 'warn',
      msg: 'The engine is down',
      code: 'engine/unreachable',
      tries: '2',
    })
  })

  it('is written from its level up', () => {
    const { log, lines } = logTo({ level: 'warn' })
    log.debug('one')
    log.info('two')
    log.warn('three')
    log.error('four')
    expect(lines).toHaveLength(2)
  })

  it('has colour on a terminal, or when it is forced', () => {
    const written = (options: Partial<LogOptions>, isTTY = false) => {
      const { log, lines } = logTo(options, isTTY)
      log.warn('x')
      return lines[0]!.includes('\u001b[33mwarn\u001b[0m')
    }
    expect([
      written({}),
      written({}, true),
      written({ color: false }, true),
      written({ color: true }),
    ]).toEqual([false, true, false, true])
  })

  it('never holds a secret: not by name, not in a URL, however deep', () => {
    for (const format of ['logfmt', 'json'] as const) {
      const { log, lines } = logTo({ format })
      log.info('Started', {
        jwtSecret: 'hidden-1',
        signing: { privateKey: 'hidden-2' },
        urls: ['https://user:hidden-3@l1.example/?key=hidden-4'],
        error: new Error('fetch https://hidden-5@l1.example failed'),
      })
      expect(lines[0]).not.toMatch(/hidden-\d/)
      expect(lines[0]).toContain('l1.example')
    }
  })

  it('stays one line without control characters, whatever it is told', () => {
    const anyText = fc.string({ unit: 'binary' })
    const property = fc.property(anyText, anyText, (message, value) => {
      const { log, lines } = logTo({})
      log.info(message, { value })
      expect(lines).toHaveLength(1)
      expect(lines[0]).toMatch(/^\P{Cc}*\n$/u)
    })
    fc.assert(property, { numRuns: 300 })
  })
})

describe('a warning that repeats', () => {
  it('is written once per half minute, and then counted', () => {
    const { log, lines, clock } = logTo({})
    const warn = () => log.warn('The engine is down', { code: 'engine/unreachable' })
    warn()
    warn()
    clock.ms = 29_999
    warn()
    expect(lines).toHaveLength(1)
    clock.ms = 30_000
    warn()
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain(' repeats=2\n')
    clock.ms = 60_000
    warn()
    expect(lines[2]).not.toContain('repeats')
  })

  it('is told from others by its message and its code', () => {
    const { log, lines } = logTo({})
    log.warn('Blocked', { code: 'engine/unreachable' })
    log.warn('Blocked', { code: 'l1/unreachable' })
    log.error('Blocked', { code: 'l1/unreachable' })
    expect(lines).toHaveLength(3)
  })

  it('is not what a second block is whose place another takes', () => {
    const { log, lines } = logTo({})
    for (const denied of ['0x01', '0x02', '0x02']) log.warn('block replaced', { denied })
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain(' denied=0x02\n')
  })

  it('is not forgotten at the end', () => {
    const { log, lines } = logTo({})
    log.warn('Blocked', { code: 'a' })
    log.warn('Blocked', { code: 'a' })
    log.close()
    expect(lines.at(-1)).toContain(' code=a repeats=1\n')
  })

  it('costs bounded memory: the least recent kind gives way, and its count is said', () => {
    const { log, lines } = logTo({})
    log.warn('Blocked', { code: 'first' })
    log.warn('Blocked', { code: 'first' })
    for (let kind = 0; kind < 256; kind++) log.warn('Blocked', { code: `${kind}` })
    expect(lines.at(-1)).toContain(' code=first repeats=1\n')
    log.warn('Blocked', { code: 'one more' })
    log.warn('Blocked', { code: 'first' })
    expect(lines.filter((line) => line.includes('code=first'))).toHaveLength(3)
    expect(lines.at(-1)).toContain(' code=first\n')
  })

  it('is not held back when it is news', () => {
    const { log, lines } = logTo({})
    log.info('Promoted a block')
    log.info('Promoted a block')
    expect(lines).toHaveLength(2)
  })
})

function logTo(options: Partial<LogOptions>, isTTY = false) {
  const lines: string[] = []
  const clock = { ms: 0 }
  const output = { isTTY, write: (line: string) => lines.push(line) }
  const given: LogOptions = {
    level: 'debug',
    format: 'logfmt',
    color: null,
    output,
    clock: { nowMs: () => clock.ms },
    ...options,
  }
  return { log: createLog(given), lines, clock }
}
