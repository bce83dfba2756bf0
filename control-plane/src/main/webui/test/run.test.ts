import { describe, expect, it } from 'vitest'
import { averageCurve } from '../src/lib/chart'
import { evenly, nth } from '../src/lib/gallery'
import { changeOf, gainsOf, learnability, passRates } from '../src/lib/questions'
import type { QuestionRecord, RunEvent, Trial } from '../src/api/types'
import { isStale } from '../src/live/stale'
import { after, gate } from '../src/pages/outer-step/fate'
import { step } from './steps'

describe('the moving average', () => {
  it('has gaps where its window is not full, and after a promotion', () => {
    const steps = [step(1, { movingAverage: 0.02, promoted: true }), step(0), step(2, { movingAverage: 0.01 })]
    expect(averageCurve(steps)).toEqual([
      [0, null],
      [1, 0.02],
      [1.5, null],
      [2, 0.01],
    ])
  })
})

describe('the fate of a step', () => {
  it('says why the gate is closed or open', () => {
    expect(gate(step(0, { promoted: null }))).toBe('not decided yet')
    expect(gate(step(0))).toMatch(/window of the moving average is not full/)
    expect(gate(step(0, { movingAverage: 0.005 }))).toBe('closed: moving average +0.0050 ≤ tau 0.01')
    expect(gate(step(0, { movingAverage: 0.02, promoted: true }))).toBe('open: moving average +0.0200 > tau 0.01')
    expect(gate(step(0, { movingAverage: 0.02, lowerBound: 0.005 }))).toBe('closed: lower bound +0.0050 ≤ tau 0.01 (moving average +0.0200)')
  })
  it('ends with the next promotion', () => {
    const steps = [step(0), step(1, { promoted: true }), step(2), step(3, { promoted: true }), step(4)]
    expect(after(steps[1]!, steps)).toEqual({ until: 3, next: 3 })
    expect(after(steps[3]!, steps)).toEqual({ until: 4, next: null })
    expect(after(steps[4]!, steps)).toEqual({ until: null, next: null })
  })
})

const answered = (at: number, correct: number, samples: number) => ({ step: at, correct, samples, meanPoints: 0 })
const question = (students: QuestionRecord['students'], measured: QuestionRecord['measured'] = null): QuestionRecord => ({ index: 0, question: '', answer: '', written: null, sameProblem: null, students, measured })

describe('a question', () => {
  it('has pass rates over all students that were asked it', () => {
    expect(passRates(question([]))).toBeNull()
    expect(
      passRates(
        question([
          { repeat: 0, steps: [answered(0, 1, 4), answered(5, 3, 4)] },
          { repeat: 1, steps: [answered(2, 0, 4)] },
        ]),
      ),
    ).toEqual({ before: 1 / 8, after: 3 / 8 })
  })
})

describe('the learnability of a question', () => {
  it('is the share of answers that disagree, unless all do', () => {
    expect(learnability(question([]))).toBeNull()
    expect(learnability(question([], { samples: 8, correct: 0 }))).toBe(0)
    expect(learnability(question([], { samples: 8, correct: 2 }))).toBe(0.75)
    expect(learnability(question([], { samples: 8, correct: 8 }))).toBe(0)
  })
})

describe('a student', () => {
  it('gains and loses reward questions against the baseline', () => {
    const outcome = (baselineCorrect: boolean, correct: boolean) => ({ problemId: 'p', question: null, answer: null, baselineCorrect, correct })
    const outcomes = [outcome(false, true), outcome(true, false), outcome(true, true), outcome(false, false), outcome(false, true)]
    expect(outcomes.map(changeOf)).toEqual(['gained', 'lost', 'kept', 'unsolved', 'gained'])
    expect(gainsOf({ outcomes } as Trial)).toEqual({ gained: 2, lost: 1, of: 5 })
  })
})

describe('an event of an outer step', () => {
  it('makes nothing of another step stale', () => {
    const event = { experimentId: 1, runId: 7, kind: 'unit.done', payload: { outerStep: 3 } } as unknown as RunEvent
    const key = (outerStep?: number) => ({ queryKey: ['get', '/api/v1/runs/{id}/outer-steps', { params: { path: { id: 7, ...(outerStep === undefined ? {} : { outerStep }) } } }] })
    expect(isStale(event, key(3))).toBe(true)
    expect(isStale(event, key(2))).toBe(false)
    expect(isStale(event, key())).toBe(true)
  })
})

describe('the gallery of questions', () => {
  it('takes steps evenly from the first to the last', () => {
    expect(evenly([0, 1, 2], 8)).toEqual([0, 1, 2])
    expect(evenly(Array.from({ length: 200 }, (_, i) => i), 5)).toEqual([0, 50, 100, 149, 199])
    expect(evenly([1, 2, 3], 1)).toEqual([3])
  })
  it('goes through all sets and questions before one comes again', () => {
    const places = Array.from({ length: 6 }, (_, n) => nth(n, 2, 3))
    expect(new Set(places.map(({ set, question }) => `${set} ${question}`)).size).toBe(6)
    expect(places.slice(0, 3)).toEqual([{ set: 0, question: 0 }, { set: 1, question: 0 }, { set: 0, question: 1 }])
    expect(nth(6, 2, 3)).toEqual({ set: 0, question: 0 })
  })
})
