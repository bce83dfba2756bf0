import { afterEach, describe, expect, it, vi } from 'vitest'

vi.stubGlobal('window', { location: { origin: 'http://cairn' } })
const { askEarly, takeEarly } = await import('../src/api/early')
const { ROUTES, routeOf } = await import('../src/app/routes')

const answer = (text: string) => vi.fn(() => Promise.resolve(new Response(text)))

describe('requests made before the application is there', () => {
  afterEach(() => vi.useRealTimers())

  it('are answered once, whatever the order of their parameters', async () => {
    vi.stubGlobal('fetch', answer('rows'))
    askEarly(['/api/v1/experiments/table?limit=60&filter=a+b'])
    const request = new Request('http://cairn/api/v1/experiments/table?filter=a%20b&limit=60')
    expect(await (await takeEarly(request))?.text()).toBe('rows')
    expect(takeEarly(request)).toBeUndefined()
  })

  it('are not used for another address, for a change, or when they are old', () => {
    vi.useFakeTimers()
    vi.stubGlobal('fetch', answer('me'))
    askEarly(['/api/v1/me'])
    expect(takeEarly(new Request('http://cairn/api/v1/me?x=1'))).toBeUndefined()
    expect(takeEarly(new Request('http://cairn/api/v1/me', { method: 'DELETE' }))).toBeUndefined()
    vi.advanceTimersByTime(5_001)
    expect(takeEarly(new Request('http://cairn/api/v1/me'))).toBeUndefined()
  })

  it('give their failure to the caller that takes them', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
    askEarly(['/api/v1/me'])
    await expect(takeEarly(new Request('http://cairn/api/v1/me'))).rejects.toThrow('no network')
  })
})

describe('the page of an address', () => {
  const path = (pathname: string) => routeOf({ pathname, search: '' })?.route.path

  it('is found by names before parameters', () => {
    expect(path('/experiments/new')).toBe('/experiments/new')
    expect(path('/experiments/7')).toBe('/experiments/:id')
    expect(path('/runs/7/steps/3/')).toBe('/runs/:id/steps/:step')
    expect(path('/')).toBe('/')
    expect(path('/nowhere/at/all')).toBeUndefined()
  })

  it('names what it asks for first', () => {
    const asked = (address: string) => {
      const { pathname, search } = new URL(address, 'http://cairn')
      const found = routeOf({ pathname, search })
      return found?.route.first?.(found.place)
    }
    expect(asked('/experiments?sort=-seed&columns=state,spec.soar.outer.tau,metrics.outer/tau')).toEqual([
      '/api/v1/experiments/table?sort=-seed&settings=soar.outer.tau&metrics=outer%2Ftau&limit=60',
    ])
    expect(asked('/runs/12')).toEqual(['/api/v1/runs/12'])
    expect(asked('/compare?runs=9,2&metric=student/loss&over=step')).toEqual([
      '/api/v1/runs?filter=id+in+%5B9%2C+2%5D+%26%26+%28archived+%7C%7C+%21archived%29&limit=100',
      '/api/v1/metrics/curves?run=2&run=9&name=student%2Floss&over=step&maxPoints=500',
    ])
    expect(asked('/compare?experiments=3')).toEqual(['/api/v1/experiments:read?id=3'])
    expect(asked('/compare')).toEqual([])
  })

  it('has one page for each destination', () => {
    expect(new Set(ROUTES.map(({ path }) => path)).size).toBe(ROUTES.length)
  })
})
