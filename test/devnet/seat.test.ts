import { describe, expect, it } from 'vitest'
import { createSeat } from '../../src/devnet/seat.ts'

function countedSeat(arrive: () => Promise<void> = async () => {}) {
  const counts = { started: 0, stopped: 0 }
  const seat = createSeat(async () => {
    await arrive()
    counts.started += 1
    const stop = async () => {
      counts.stopped += 1
    }
    return { stop }
  })
  return { seat, counts }
}

describe('a seat in the network', () => {
  it('is left and taken again, by somebody new each time', async () => {
    const { seat, counts } = countedSeat()
    await seat.start()
    const first = seat.occupant()
    await seat.stop()
    expect(seat.occupant()).toBeNull()
    await seat.start()
    expect(seat.occupant()).not.toBe(first)
    expect(counts).toEqual({ started: 2, stopped: 1 })
  })

  it('is not taken twice, and leaving it twice is harmless', async () => {
    const { seat, counts } = countedSeat()
    await seat.start()
    await expect(seat.start()).rejects.toThrow('runs already')
    await seat.stop()
    await seat.stop()
    expect(counts.stopped).toBe(1)
  })

  it('is empty after a stop in the middle of a start', async () => {
    const gate = Promise.withResolvers<void>()
    const { seat, counts } = countedSeat(() => gate.promise)
    const started = seat.start()
    const stopped = seat.stop()
    gate.resolve()
    await Promise.all([started, stopped])
    expect(seat.occupant()).toBeNull()
    expect(counts).toEqual({ started: 1, stopped: 1 })
  })

  it('stays empty when nobody could come', async () => {
    const { seat } = countedSeat(() => Promise.reject(new Error('no room')))
    await expect(seat.start()).rejects.toThrow('no room')
    await seat.stop()
    expect(seat.occupant()).toBeNull()
  })
})
