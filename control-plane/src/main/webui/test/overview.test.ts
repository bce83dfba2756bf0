import { describe, expect, it } from 'vitest'
import type { Health } from '../src/api/types'
import { timeLeft } from '../src/lib/timeLeft'
import { troubles, worst } from '../src/lib/overview'

const health = (subject: Health['subject'], state: Health['state'], reason: string | null = null, name = 'a'): Health => ({
  subject,
  state,
  name,
  reason,
  registered: false,
  since: null,
  detail: null,
  remedy: null,
})

describe('health', () => {
  it('shows what needs somebody first, and an idle part only if there is nothing better', () => {
    expect(worst([health('engine', 'up'), health('engine', 'down'), health('engine', 'idle')])?.state).toBe('down')
    expect(worst([health('engine', 'idle'), health('engine', 'up')])?.state).toBe('up')
    expect(worst([])).toBeUndefined()
  })
  it('names one trouble once, however many control planes report it', () => {
    const found = troubles([health('disk', 'down', 'full', 'a'), health('disk', 'down', 'full', 'b'), health('disk', 'up'), health('control-plane', 'stopping', 'asked to')])
    expect(found.map(({ subject, name }) => `${subject} ${name}`)).toEqual(['disk a', 'control-plane a'])
  })
})

describe('time left', () => {
  it('is a range in one unit, a single time, or not known', () => {
    expect(timeLeft({ minSeconds: 130, maxSeconds: 290 })).toBe('about 3 to 5 min')
    expect(timeLeft({ minSeconds: 12, maxSeconds: 14 })).toBe('about 15 s')
    expect(timeLeft({ minSeconds: 40, maxSeconds: 100 })).toBe('about 40 s to 2 min')
    expect(timeLeft({ minSeconds: 3600, maxSeconds: 9000 })).toBe('about 1 h 00 min to 2 h 30 min')
    expect(timeLeft({ minSeconds: null, maxSeconds: null })).toBeNull()
  })
})
