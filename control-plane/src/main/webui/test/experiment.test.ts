import { describe, expect, it } from 'vitest'
import { eventText } from '../src/lib/eventText'
import { layout } from '../src/lib/graph'
import { possible } from '../src/pages/experiment/head/possible'
import { compareSpecs, settings, settingText } from '../src/lib/specDiff'

describe('runs as a graph', () => {
  it('stand to the right of all that they depend on', () => {
    const places = layout([
      { id: 1, dependsOn: [] },
      { id: 2, dependsOn: [1] },
      { id: 3, dependsOn: [1] },
      { id: 4, dependsOn: [2] },
      { id: 5, dependsOn: [2] },
      { id: 6, dependsOn: [5, 1] },
    ])
    expect(places).toEqual([
      { id: 1, column: 0, row: 0 },
      { id: 2, column: 1, row: 0 },
      { id: 3, column: 1, row: 1 },
      { id: 4, column: 2, row: 0 },
      { id: 5, column: 2, row: 1 },
      { id: 6, column: 3, row: 0.5 },
    ])
  })
  it('has places also for what depends on something unknown, and for none', () => {
    expect(layout([{ id: 2, dependsOn: [1] }])).toEqual([{ id: 2, column: 0, row: 0 }])
    expect(layout([])).toEqual([])
  })
})

describe('two specs', () => {
  const here = { seed: 1, soar: { outer: { steps: 8, tau: 0.01 }, lora: { rank: 4 } }, budget: { run: { rollouts: null } } }
  it('have settings with dotted names', () => {
    expect([...settings(here).keys()]).toEqual(['seed', 'soar.outer.steps', 'soar.outer.tau', 'soar.lora.rank', 'budget.run.rollouts'])
  })
  it('are compared setting by setting, with those that only one has', () => {
    const there = { seed: 1, soar: { outer: { steps: 9, tau: 0.01 } }, more: ['a'] }
    expect(compareSpecs(here, there).filter(({ differs }) => differs)).toEqual([
      { path: 'soar.outer.steps', here: 8, there: 9, differs: true },
      { path: 'soar.lora.rank', here: 4, there: undefined, differs: true },
      { path: 'budget.run.rollouts', here: null, there: undefined, differs: true },
      { path: 'more', here: undefined, there: ['a'], differs: true },
    ])
  })
  it('show values as they are written', () => {
    expect(['builtin:chains', '', null, 0.5, [1], undefined].map(settingText)).toEqual(['builtin:chains', '""', 'null', '0.5', '[1]', '–'])
  })
})

describe('what can be done to an experiment', () => {
  const runs = (...states: string[]) => states.map((state, i) => ({ id: i, name: `run ${i}`, generation: 1, state }))
  const of = (state: string, archivedAt: string | null, ...states: string[]) =>
    Object.entries(possible({ state, archivedAt, runs: runs(...states) } as never))
      .filter(([, may]) => may)
      .map(([verb]) => verb)
  it('depends on the states of its runs', () => {
    expect(of('queued', null, 'queued', 'waiting')).toEqual(['pause', 'cancel'])
    expect(of('running', null, 'running', 'paused')).toEqual(['pause', 'resume', 'cancel'])
    expect(of('cancelling', null, 'cancelling', 'cancelled')).toEqual([])
    expect(of('succeeded', null, 'succeeded')).toEqual(['restart'])
    expect(of('failed', null, 'failed', 'cancelled')).toEqual(['retry', 'restart'])
  })
  it('makes no new runs of what is archived', () => {
    expect(of('failed', '2026-01-01T00:00:00Z', 'failed')).toEqual([])
  })
})

describe('events in words', () => {
  const text = (kind: string, payload: object) => eventText({ kind, payload } as never)
  it('say what happened, with places that count from 0', () => {
    expect(text('run.state', { name: 'soar', state: 'failed', reason: 'no engine' })).toBe('failed: no engine')
    expect(text('run.state', { name: 'soar', state: 'running', reason: null })).toBe('running')
    expect(text('unit.done', { kind: 'trial', outerStep: 0, set: 1, repeat: 0, block: null, rollouts: 1200, seconds: 3.21 })).toBe(
      'student trained and scored (outer step 0, set 1, repeat 0), 1,200 rollouts in 3.2 s',
    )
    expect(text('outer-step.decided', { outerStep: 2, promoted: true, promotions: 1, meanReward: 0.05, movingAverage: 0.0312 })).toBe(
      'outer step 2: a student was promoted (promotion 1); mean reward +0.0500, moving average +0.0312',
    )
    expect(text('experiment.tags', { tags: {} })).toBe('all tags were removed')
    expect(text('experiment.edited', { fields: ['name', 'retention'] })).toBe('name, rules for what is kept changed')
    expect(text('run.edited', { name: 'soar', priority: 5, pool: 'big' })).toBe('priority is now 5, pool big')
  })
})
