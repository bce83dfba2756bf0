import { describe, expect, it } from 'vitest'
import { describe as inWords } from '../src/lib/chart'
import { submitCommand } from '../src/lib/command'
import { bytes, duration, elapsed, number, percent, points, sentence, signed, constantLabel } from '../src/lib/format'
import { addRejections, rejections, rewardRange, shade, trialsDone } from '../src/lib/rewards'
import { isFirstUse, signInLink } from '../src/lib/signIn'
import { sorted } from '../src/lib/sorted'
import { chosenRun, isFinal, latestRuns } from '../src/lib/state'
import { graded, screened, summaryKs, verdict, whereRulesDiffer } from '../src/lib/summary'
import type { Grading, Run, Summary } from '../src/api/types'
import { SCREENING, SUMMARY } from './mock/data.mjs'
import { step } from './steps'

describe('sorting the rows of a table', () => {
  const rows = [{ n: 2, of: 'a' }, { n: null, of: 'b' }, { n: 1, of: 'c' }, { n: 2, of: 'd' }]
  const order = (desc: boolean) => sorted(rows, ({ n }) => n, desc).map(({ of }) => of).join('')
  it('keeps the order of equal rows, and those without a value at the end', () => {
    expect([order(false), order(true)]).toEqual(['cadb', 'adcb'])
  })
})

describe('numbers as text', () => {
  it('gives rewards a sign, but not to what rounds to zero', () => {
    expect([0.03125, -0.5, 0, -0.0001, null].map((v) => signed(v))).toEqual(['+0.031', '−0.500', '0.000', '0.000', '–'])
  })
  it('writes shares as percent and differences as points', () => {
    expect([percent(0.5651), percent(null), percent(undefined), points(-0.0042)]).toEqual(['56.5 %', '–', '–', '−0.4'])
  })
  it('does not let a small share or difference look like zero', () => {
    expect([percent(0.0003125), percent(0), percent(1e-9), points(-0.00015625), points(0)]).toEqual([
      '0.03 %',
      '0.0 %',
      '0.0000 %',
      '−0.02',
      '0.0',
    ])
  })
  it('makes a sentence of a message', () => {
    expect(['experiment 9 does not exist', 'Gone.', ''].map(sentence)).toEqual(['Experiment 9 does not exist.', 'Gone.', ''])
  })
  it('keeps three significant digits, with an exponent where there would be many zeros', () => {
    expect([0, 0.0123456, 1234.5, 0.00012, -2.5e-7, null].map((v) => number(v))).toEqual([
      '0',
      '0.0123',
      '1230',
      '1.2e-4',
      '−2.5e-7',
      '–',
    ])
  })
  it('writes sizes in three digits', () => {
    expect([0, 999, 1000, 45_678, 999_999, 6.61e9].map(bytes)).toEqual(['0 B', '999 B', '1 kB', '45.7 kB', '1 MB', '6.61 GB'])
  })
  it('writes durations by their size', () => {
    expect([999, 61_000, 3_600_000 * 25].map(duration)).toEqual(['0 s', '1 min 01 s', '25 h 00 min'])
  })
  it('counts from the start to the end, or to now', () => {
    const start = '2026-01-01T00:00:00Z'
    const now = Date.parse('2026-01-01T00:00:10Z')
    expect([elapsed(null, null, now), elapsed(start, null, now), elapsed(start, '2026-01-01T00:00:05Z', now)]).toEqual([
      '–',
      '10 s',
      '5 s',
    ])
  })
  it('turns constants into words', () => expect(constantLabel('UNPARSABLE_ANSWER')).toBe('unparsable answer'))
})

describe('rewards', () => {
  it('are shaded around zero, on one scale for the run', () => {
    const range = rewardRange([step(0, { rewards: [[0.01, -0.2], [null, 0.1]] })])
    expect(range).toBe(0.2)
    expect(shade(0, range)).toEqual({ direction: 'none', strength: 0 })
    expect(shade(-0.2, range)).toEqual({ direction: 'loss', strength: 100 })
    expect(shade(0.05, range)).toEqual({ direction: 'gain', strength: 50 })
  })
  it('have a scale that noise alone does not fill', () => expect(rewardRange([step(0)])).toBe(0.05))
  it('count the trials that are open', () => {
    expect(trialsDone(step(0, { rewards: [[0, null], [null, 0.5]] }))).toEqual({ done: 2, all: 4 })
  })
})

describe('rejections', () => {
  it('come by count, without the reasons that never occurred', () => {
    expect(rejections({ NO_BOX: 1, MISSING_TAGS: 7, EMPTY_QUESTION: 0 })).toEqual([
      ['MISSING_TAGS', 7],
      ['NO_BOX', 1],
    ])
  })
  it('add up over steps', () => {
    const steps = [step(0, { rejected: { NO_BOX: 1 } }), step(1, { rejected: { NO_BOX: 2, ABORTED: 1 } })]
    expect(addRejections(steps)).toEqual({ NO_BOX: 3, ABORTED: 1 })
  })
})

describe('the chart', () => {
  it('says the same in words', () => {
    const steps = [step(0), step(1, { movingAverage: 0.0123, promoted: true }), step(2, { meanReward: null, promoted: null })]
    expect(inWords(steps)).toContain('over 2 outer steps')
    expect(inWords(steps)).toContain('0.0123')
    expect(inWords(steps)).toContain('Promotions at steps 1.')
    expect(inWords([])).toBe('No outer step has been decided yet.')
  })
})

describe('runs', () => {
  const run = (name: string, kind: string, rest: Partial<Run> = {}) =>
    ({ name, kind, generation: 1, startedAt: '2026-01-01T00:00:00Z', ...rest }) as Run
  const runs = [run('screen', 'screen'), run('soar', 'soar'), run('evaluate-base', 'evaluate')]

  it('show the one that the address names, else the soar run', () => {
    expect(chosenRun(runs, 'screen')?.name).toBe('screen')
    expect(chosenRun(runs, 'gone')?.name).toBe('soar')
    expect(chosenRun(runs.slice(0, 1), null)?.name).toBe('screen')
    expect(chosenRun([], null)).toBeUndefined()
  })
  it('show what the soar run waits for until it has started', () => {
    const before = (state: Run['state'], soar: Run['state'] = 'waiting') =>
      chosenRun([run('screen', 'screen', { state }), run('soar', 'soar', { state: soar, startedAt: null })], null)?.name
    expect([before('running'), before('queued'), before('paused'), before('failed', 'cancelled')]).toEqual(
      Array(4).fill('screen'),
    )
    expect([before('cancelled', 'cancelled'), before('succeeded', 'queued')]).toEqual(['soar', 'soar'])
  })
  it('show the run at work also after the soar run', () => {
    const after = [...runs.slice(0, 2), run('hard-only', 'train', { state: 'running' })]
    expect(chosenRun(after, null)?.name).toBe('hard-only')
  })
  it('show the newest generation, and an earlier one on request', () => {
    const again = [run('soar', 'soar', { state: 'failed', id: 1 }), run('soar', 'soar', { generation: 2, id: 2 })]
    expect([chosenRun(again, null)?.id, chosenRun(again, 'soar')?.id, chosenRun(again, 'soar (2)')?.id]).toEqual([2, 1, 2])
    expect(latestRuns(again).map(({ id }) => id)).toEqual([2])
  })
  it('are final in three states', () => {
    const states = ['waiting', 'queued', 'running', 'cancelling', 'succeeded', 'failed', 'cancelled'] as const
    expect(states.filter(isFinal)).toEqual(['succeeded', 'failed', 'cancelled'])
  })
})

describe('the first command', () => {
  it('names the address only where it is not the usual one', () => {
    expect(submitCommand('http://127.0.0.1:8080')).toBe('ops/cairn submit chains')
    expect(submitCommand('http://127.0.0.1:8172')).toBe('ops/cairn --url http://127.0.0.1:8172 submit chains')
  })
})

describe('the summary', () => {
  it('has a column for every k, in order', () => {
    const policy = (passAtK: Record<string, number>) => ({ name: 'p', steps: 0, optimizerSteps: 0, passAtK })
    const policies = [policy({ 32: 0.1, 4: 0.1 }), policy({ 8: 0.1, 1: 0 })]
    expect(summaryKs({ ...SUMMARY, policies } as Summary)).toEqual(['1', '4', '8', '32'])
  })
  it('finds no clear difference only where the interval contains 0', () => {
    const of = (low: number, high: number) => verdict({ a: 'promoted', b: 'base', k: 1, mean: 0, low, high, level: 0.95 })
    expect([of(0.0001, 0.1), of(-0.1, -0.0001), of(0, 0.1), of(-0.1, 0), of(0, 0)]).toEqual([
      'promoted is better',
      'base is better',
      ...Array<string>(3).fill('no clear difference'),
    ])
  })
  it('says on how many answers the two grading rules differ, and where', () => {
    const grading = SUMMARY.grading as Grading
    expect(graded(grading)).toBe('Graded by STRICT. MATH_VERIFY would decide differently on 13 of 198,528 answers.')
    expect(graded({ ...grading, rule: 'MATH_VERIFY', differ: 0 })).toContain('STRICT would decide differently on 0 of')
    expect(whereRulesDiffer(grading)).toEqual([['soar', '13 of 112,128']])
  })
  it('does not claim that rules agree where only one was asked', () => {
    expect(graded({ rule: 'STRICT', compared: 0, differ: 0, byKind: [] })).toBe('Graded by STRICT; the other rule was not applied.')
  })
  it('says how many problems a screening measured, left out and kept', () => {
    expect(screened(SCREENING)).toBe(
      '500 problems were measured, 3 left out as too long for the model. 470 that no answer solved are kept: 235 to train on, 235 held out.',
    )
    expect(screened({ ...SCREENING, tooLong: 0 })).toContain('none left out')
  })
  it('does not speak of halves where a budget ended the screening', () => {
    expect(screened({ screened: 64, tooLong: 0, train: [], test: [] })).toBe('64 problems were measured; no hard set was drawn.')
  })
})

describe('a sign-in link', () => {
  it('says its code and where to go on', () =>
    expect(signInLink('#code=a-b_c&to=/experiments/1')).toEqual({ code: 'a-b_c', to: '/experiments/1' }))
  it('leads only to pages of the console', () => {
    for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', 'x']) {
      expect(signInLink(`#code=a&to=${encodeURIComponent(to)}`).to).toBe('/')
    }
    expect(signInLink('')).toEqual({ code: null, to: '/' })
  })
})

describe('the code of a sign-in link', () => {
  it('is sent once, however often the page is shown', () => {
    expect([isFirstUse('one'), isFirstUse('one'), isFirstUse('two')]).toEqual([true, false, true])
  })
})
