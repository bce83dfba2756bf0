import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiError, api, toApiError } from '../src/api/client'
import { staleAfter } from '../src/api/live'
import { pollEvery } from '../src/api/queries'
import type { RunEvent } from '../src/api/types'
import { advice } from '../src/ui/states'

const signal = new AbortController().signal

afterEach(() => vi.unstubAllGlobals())

describe('errors', () => {
  it('carry what problem+json says, with each field and what is allowed', () => {
    const body = JSON.stringify({
      title: 'Invalid spec',
      detail: 'One value is out of range.',
      errors: [{ field: 'soar.outer.sets', message: '1 is too few', allowed: '2 to 1024' }],
    })
    const error = toApiError(400, 'Bad Request', body)
    expect(error.title).toBe('Invalid spec')
    expect(error.message).toBe('One value is out of range. soar.outer.sets: 1 is too few (allowed: 2 to 1024)')
  })
  it("do not show a proxy's page", () => {
    const error = toApiError(502, 'Bad Gateway', '<html>nginx</html>')
    expect([error.title, error.message]).toEqual(['Bad Gateway', ''])
  })
  it('say what to do next, by kind', () => {
    expect(advice(new ApiError(0, '', ''))).toContain('ops/run')
    expect(advice(new ApiError(404, '', ''))).toContain('address')
    expect(advice(new ApiError(503, '', ''))).toContain('log')
    expect(advice(new TypeError('x'))).toContain('Reload')
  })
})

describe('requests', () => {
  it('escape what comes from the address', async () => {
    const fetch = vi.fn(() => Promise.resolve(new Response('{}')))
    vi.stubGlobal('fetch', fetch)
    await api.experiment('../runs/1?x', signal)
    expect(fetch).toHaveBeenCalledWith('/api/v1/experiments/..%2Fruns%2F1%3Fx', expect.anything())
  })
  it('turn a lost connection into an error of status 0', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(api.experiment('1', signal)).rejects.toMatchObject({ status: 0 })
  })
  it('accept an answer without a body', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 202 })))
    await expect(api.cancelRun('3')).resolves.toBeUndefined()
  })
})

describe('events', () => {
  const event = (kind: RunEvent['kind'], runId: number | null = 71): RunEvent => ({
    id: 1,
    experimentId: 7,
    runId,
    kind,
    payload: {},
    at: '2026-01-01T00:00:00Z',
  })
  const parts = (e: RunEvent) => staleAfter(e).map((key) => key.join(' '))

  it('refresh what they touch and no more', () => {
    expect(parts(event('experiment.tags', null))).toEqual(['experiment 7', 'experiments'])
    expect(parts(event('outer-step.decided'))).toEqual(['experiment 7', 'experiments', 'outer-steps 71'])
    expect(parts(event('run.state'))).toEqual(['experiment 7', 'experiments', 'outer-steps 71', 'summary 7'])
    expect(parts(event('run.state', null))).toEqual(['experiment 7', 'experiments', 'summary 7'])
  })
  it('are replaced by polling while the stream is lost', () => {
    expect(pollEvery('lost')).toBeLessThan(pollEvery('live'))
  })
})
