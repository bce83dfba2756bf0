import { describe, expect, it } from 'vitest'
import type { components } from '../src/api/openapi'
import type { Experiment, State, Summary } from '../src/api/types'
import { differencesOf, estimateOf, ksOf, listed, ownSoarRun, rowsOf, studyFilter, studyOf, usualReference } from '../src/lib/studies'

type Line = components['schemas']['ExperimentLine']

const line = (study: string | null, variant: string, seed: number, state: State, createdAt: string): Line =>
  ({ id: seed, seed, state, createdAt, owner: 'ada', tags: study === null ? {} : { study, variant, settings: 'a' } }) as unknown as Line

const experiment = (id: number, variant: string, seed: number, state: State = 'succeeded', settings = 'a'): Experiment =>
  ({ id, seed, state, runs: [], tags: { study: 's', variant, settings } }) as unknown as Experiment

const summary = (policies: Record<string, Record<string, number>>): Summary =>
  ({ policies: Object.entries(policies).map(([name, passAtK]) => ({ name, passAtK, steps: 30, optimizerSteps: name === 'base' ? 0 : 20 })), notes: [] }) as unknown as Summary

describe('the list of studies', () => {
  it('has each study once, the newest first, with its cells by state', () => {
    const studies = listed([
      line('old', 'main', 1, 'succeeded', '2026-11-01T10:00:00Z'),
      line('new', 'main', 1, 'succeeded', '2026-11-02T10:00:00Z'),
      line('new', 'other', 1, 'failed', '2026-11-02T10:00:01Z'),
      line('new', 'other', 2, 'queued', '2026-11-02T10:00:02Z'),
      line(null, '', 1, 'running', '2026-11-03T10:00:00Z'),
    ])
    expect(studies.map(({ name }) => name)).toEqual(['new', 'old'])
    expect(studies[0]).toMatchObject({ variants: 2, seeds: 2, cells: 3, ended: 2, owners: ['ada'], newest: '2026-11-02T10:00:02Z' })
    expect(studies[0]?.states).toEqual([['succeeded', 1], ['failed', 1], ['queued', 1]])
  })
})

describe('a study', () => {
  it('counts the newest experiment of a cell, and keeps the order in which variants were queued', () => {
    const study = studyOf([experiment(4, 'a', 2), experiment(2, 'b', 1), experiment(1, 'a', 1, 'failed'), experiment(3, 'a', 1)])
    expect(study.variants.map(({ label }) => label)).toEqual(['a', 'b'])
    expect(study.variants[0]?.bySeed.get(1)?.id).toBe(3)
    expect(study.seeds).toEqual([1, 2])
    expect(study.replaced.map(({ id }) => id)).toEqual([1])
  })
  it('never mixes experiments with other settings under one name', () => {
    const { variants } = studyOf([experiment(1, 'a', 1), experiment(2, 'a', 1, 'succeeded', 'b'), experiment(3, 'a', 2, 'succeeded', 'b')])
    expect(variants.map(({ label, bySeed }) => [label, [...bySeed.keys()]])).toEqual([
      ['a (settings as in #1)', [1]],
      ['a (settings as in #2)', [1, 2]],
    ])
  })
  it('has trained a teacher only where the SOAR run is its own', () => {
    const run = (id: number, previous: number | null, generation = 1) => ({ id, previous, generation, name: 'soar', kind: 'soar' })
    const having = (...runs: object[]) => ownSoarRun({ ...experiment(1, 'a', 1), runs } as unknown as Experiment)?.id
    expect(having(run(3, null))).toBe(3)
    expect(having(run(3, null), run(9, 3, 2))).toBe(9)
    expect(having(run(13, 3))).toBeUndefined()
    expect(having(run(13, 3), run(19, 13, 2))).toBeUndefined()
    expect(having()).toBeUndefined()
  })
  it('is found by its exact name, whatever is in it', () => {
    expect(studyFilter('say "x" \\')).toBe('tags.study == "say \\"x\\" \\\\" && (archived || !archived)')
  })
})

describe('the results of a study', () => {
  const study = studyOf([experiment(1, 'first', 1), experiment(2, 'first', 2), experiment(3, 'second', 1), experiment(4, 'second', 2, 'running')])
  const summaries = new Map([
    [1, summary({ base: { '1': 0, '32': 0.1 }, promoted: { '1': 0.2, '32': 0.8 } })],
    [2, summary({ base: { '1': 0.02, '32': 0.1 }, promoted: { '1': 0.4, '32': 0.9 } })],
    [3, summary({ promoted: { '1': 0.5, '32': 0.9 } })],
    [4, summary({ promoted: { '1': 1, '32': 1 } })],
  ])
  const rows = rowsOf(study, summaries)
  it('are means over the seeds that have ended', () => {
    expect(rows.map(({ variant, policy }) => `${variant.label} ${policy}`)).toEqual(['first base', 'first promoted', 'second promoted'])
    expect(ksOf(rows)).toEqual(['1', '32'])
    const found = estimateOf(rows[1]!, '1')
    expect(found?.mean).toBeCloseTo(0.3)
    expect(found?.sd).toBeCloseTo(Math.SQRT2 / 10)
    expect(estimateOf(rows[2]!, '1')).toEqual({ mean: 0.5, sd: null, interval: null, n: 1 })
    expect(estimateOf(rows[0]!, '8')).toBeNull()
    expect(rows[1]).toMatchObject({ steps: [30, 30], applied: [20, 20] })
  })
  it('are compared on the same seeds, within the variant if it can be, and with the first variant', () => {
    expect(usualReference(rows)).toBe('base')
    const found = differencesOf(study, rows, 'base', '1').map(({ row, reference, estimate }) => [row.key, reference.key, Number(estimate.mean.toFixed(3)), estimate.n])
    const [base, promoted, second] = rows.map(({ key }) => key)
    expect(differencesOf(study, rows, 'promoted', '1').filter(({ row }) => row.policy === 'base')).toEqual([])
    expect(found).toEqual([
      [promoted, base, 0.29, 2],
      [second, base, 0.5, 1],
      [second, promoted, 0.3, 1],
    ])
  })
})
