import { describe, expect, it, vi } from 'vitest'
import { ApiError, toApiError } from '../src/api/errors'
import type { RunEvent } from '../src/api/types'
import { isStale, STUDIES } from '../src/live/stale'
import { advice } from '../src/ui/Async'

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
  const load = async (fetch: typeof globalThis.fetch) => {
    vi.resetModules()
    vi.stubGlobal('window', { location: { origin: 'http://localhost' } })
    vi.stubGlobal('fetch', fetch)
    return (await import('../src/api/client')).client
  }
  it('escape what comes from the address', async () => {
    const asked: string[] = []
    const client = await load((request) => {
      asked.push((request as Request).url)
      return Promise.resolve(Response.json({}))
    })
    await client.GET('/api/v1/experiments/{id}', { params: { path: { id: '../runs/1?x' as unknown as number } } })
    expect(asked).toEqual(['http://localhost/api/v1/experiments/..%2Fruns%2F1%3Fx'])
  })
  it('turn a lost connection into an error of status 0', async () => {
    const client = await load(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(client.GET('/api/v1/me')).rejects.toMatchObject({ status: 0 })
  })
  it('throw what is not a success', async () => {
    const client = await load(() => Promise.resolve(Response.json({ title: 'Conflict', detail: 'no' }, { status: 409 })))
    await expect(client.GET('/api/v1/me')).rejects.toMatchObject({ status: 409, title: 'Conflict', message: 'no' })
  })
})

describe('events', () => {
  const event = (runId: number | null = 71): RunEvent => ({ id: 1, experimentId: 7, runId, kind: 'run.state', payload: {}, at: '2026-01-01T00:00:00Z' })
  const query = (path: string, id?: number) => ({ queryKey: ['get', path, id === undefined ? {} : { params: { path: { id } } }] })

  it('refresh what they touch and no more', () => {
    expect(isStale(event(), query('/api/v1/experiments'))).toBe(true)
    expect(isStale(event(), query('/api/v1/experiments/{id}', 7))).toBe(true)
    expect(isStale(event(), query('/api/v1/experiments/{id}/summary', 7))).toBe(true)
    expect(isStale({ ...event(), kind: 'unit.done' }, query('/api/v1/experiments/{id}/summary', 7))).toBe(false)
    expect(isStale({ ...event(), kind: 'unit.done' }, query('/api/v1/experiments/{id}/recent-events', 7))).toBe(true)
    expect(isStale(event(), query(STUDIES))).toBe(true)
    expect(isStale({ ...event(), kind: 'unit.done' }, query(STUDIES))).toBe(false)
    expect(isStale({ ...event(), kind: 'experiment.tags' }, query(STUDIES))).toBe(true)
    expect(isStale(event(), query('/api/v1/runs/{id}/outer-steps', 71))).toBe(true)
    expect(isStale(event(), query('/api/v1/experiments/{id}', 8))).toBe(false)
    expect(isStale(event(), query('/api/v1/runs/{id}/outer-steps', 72))).toBe(false)
    expect(isStale(event(null), query('/api/v1/runs/{id}/outer-steps', 71))).toBe(false)
    expect(isStale(event(), query('/api/v1/experiments/{id}/changed-settings', 7))).toBe(false)
    expect(isStale(event(), query('/api/v1/history/views'))).toBe(false)
  })
  it('refresh comparisons of what they are about', () => {
    const compared = (path: string, asked: object) => ({ queryKey: ['get', path, { params: { query: asked } }] })
    expect(isStale(event(), compared('/api/v1/experiments:read', { id: [6, 7] }))).toBe(true)
    expect(isStale(event(), compared('/api/v1/experiments:read', { id: [6] }))).toBe(false)
    expect(isStale(event(), compared('/api/v1/metrics/curves', { run: [71] }))).toBe(true)
    expect(isStale(event(), compared('/api/v1/metrics/curves', { run: [72] }))).toBe(false)
  })
})
