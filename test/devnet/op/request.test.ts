import { expect, it } from 'vitest'
import { createRequest } from '../../../src/devnet/op/request.ts'

it('is wanted until it is done, and then no more', async () => {
  const request = createRequest<string, number>()
  expect(request.wanted()).toBeNull()
  const done = request.ask('dig')
  expect(request.wanted()).toBe('dig')
  request.fulfil(7)
  expect(await done).toBe(7)
  expect(request.wanted()).toBeNull()
})

it('asked twice, is done once', async () => {
  const request = createRequest<string, number>()
  const asked = [request.ask('dig'), request.ask('fill')]
  expect(request.wanted()).toBe('dig')
  request.fulfil(7)
  expect(await Promise.all(asked)).toEqual([7, 7])
})
