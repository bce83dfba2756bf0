import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RunEvent } from '../src/api/types'
import { Refresher } from '../src/live/refresher'

const event = (experimentId: number): RunEvent => ({ id: 1, experimentId, runId: 1, kind: 'run.state', payload: {}, at: '2026-01-01T00:00:00Z' })

/** An experiment that is shown, whose readings end when they are told to. */
function shown(cache: QueryClient, id: number) {
  const readings: (() => void)[] = []
  const query = new QueryObserver(cache, {
    queryKey: ['get', '/api/v1/experiments/{id}', { params: { path: { id } } }],
    queryFn: () => new Promise<number>((resolve) => readings.push(() => resolve(readings.length))),
  })
  query.subscribe(() => undefined)
  return readings
}

describe('what events refresh', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('is read soon, once for a burst, and not more often than every 400 ms', async () => {
    const cache = new QueryClient()
    const [one, other] = [shown(cache, 7), shown(cache, 8)]
    const refresher = new Refresher(cache)
    one[0]!()
    other[0]!()
    await vi.advanceTimersByTimeAsync(1_000)
    for (let i = 0; i < 5; i++) refresher.add(event(7))
    await vi.advanceTimersByTimeAsync(60)
    expect([one.length, other.length]).toEqual([2, 1])
    one[1]!()
    await vi.advanceTimersByTimeAsync(10)
    refresher.add(event(7))
    await vi.advanceTimersByTimeAsync(300)
    expect(one.length).toBe(2)
    await vi.advanceTimersByTimeAsync(100)
    expect(one.length).toBe(3)
    cache.clear()
  })

  it('is read again after a reading that was in progress at the event, which may have missed it', async () => {
    const cache = new QueryClient()
    const readings = shown(cache, 7)
    const refresher = new Refresher(cache)
    await vi.advanceTimersByTimeAsync(0)
    refresher.add(event(7))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(readings.length).toBe(1)
    readings[0]!()
    await vi.advanceTimersByTimeAsync(500)
    expect(readings.length).toBe(2)
    readings[1]!()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(readings.length).toBe(2)
    cache.clear()
  })
})
