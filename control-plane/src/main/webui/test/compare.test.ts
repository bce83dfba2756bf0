import { describe, expect, it } from 'vitest'
import type { Experiment, MetricCurve, Run } from '../src/api/types'
import { groupLine, overSeeds, pointRange, smooth } from '../src/lib/curves'
import { differingPaths, flatSettings, shortPaths, usualGroups } from '../src/lib/differences'
import { groupsOf, measuredRuns, seedsOf, type Member } from '../src/lib/groups'
import { searchFilter } from '../src/lib/searchFilter'

const curve = (run: number, at: number[], mean: number[]): MetricCurve => ({
  run,
  name: 'outer/mean_reward',
  points: mean.length,
  width: 1,
  at,
  mean,
  low: mean.map((value) => value - 1),
  high: mean.map((value) => value + 1),
  counts: mean.map(() => 1),
})

const member = (id: number, seed: number, spec: object, name = 'soar'): Member => ({
  experiment: { id, seed, name: 'chains' } as Experiment,
  run: { id: 100 + id, name } as Run,
  settings: flatSettings(spec),
})

describe('settings that differ', () => {
  it('are found by path, without name and seed', () => {
    const a = flatSettings({ name: 'a', seed: 1, soar: { outer: { tau: 0.1, steps: 5 } }, list: [1, 2] })
    const b = flatSettings({ name: 'b', seed: 2, soar: { outer: { tau: 0.2, steps: 5 } }, list: [1, 2], more: null })
    expect(differingPaths([a, b])).toEqual(['soar.outer.tau'])
    expect(differingPaths([a, flatSettings({ list: [2, 1] })])).toContain('list')
  })
  it('split groups only if they may change results', () => {
    expect(usualGroups(['execution.threads', 'queue.pool', 'budget.run.tokens', 'soar.outer.tau'])).toEqual(['soar.outer.tau'])
  })
  it('have the shortest names that tell them apart', () => {
    const names = shortPaths(['soar.student.learningRate', 'soar.teacher.learningRate', 'soar.outer.tau'])
    expect([...names.values()]).toEqual(['student.learningRate', 'teacher.learningRate', 'tau'])
  })
})

describe('groups', () => {
  it('hold the runs that agree in the chosen settings', () => {
    const members = [member(1, 1, { tau: 0.1 }), member(2, 2, { tau: 0.1 }), member(3, 1, { tau: 0.2 })]
    const groups = groupsOf(members, ['tau'], shortPaths(['tau']))
    expect(groups.map(({ label }) => label)).toEqual(['tau 0.1', 'tau 0.2'])
    expect(groups.map((group) => seedsOf(group.members))).toEqual(['2 seeds', '1 seed'])
    expect(groupsOf(members, [], new Map()).map(({ label }) => label)).toEqual(['chains'])
    expect(groupsOf(members, null, new Map())[0]?.label).toBe('chains #1, seed 1')
  })
  it('never average runs of different names, and say when seeds repeat', () => {
    const members = [member(1, 1, {}), member(1, 1, {}, 'hard-only'), member(2, 1, {})]
    const groups = groupsOf(members, [], new Map())
    expect(groups.map(({ label }) => label)).toEqual(['chains, soar', 'chains, hard-only'])
    expect(seedsOf(groups[0]?.members ?? [])).toBe('2 runs, 1 seed')
  })
  it('are named by their experiments if many settings differ', () => {
    const paths = ['a', 'b', 'c', 'd']
    const members = [member(1, 1, { a: 1, b: 1, c: 1, d: 1 }), member(2, 1, { a: 2, b: 2, c: 2, d: 2 })]
    expect(groupsOf(members, paths, shortPaths(paths)).map(({ label }) => label)).toEqual(['chains (as #1)', 'chains (as #2)'])
  })
  it('have the newest soar and train runs', () => {
    const run = (id: number, kind: string, name: string, generation: number) => ({ id, kind, name, generation }) as Run
    const runs = [run(1, 'screen', 'screen', 1), run(2, 'soar', 'soar', 1), run(3, 'train', 'hard-only', 1), run(4, 'soar', 'soar', 2)]
    expect(measuredRuns({ runs } as Experiment).map(({ id }) => id)).toEqual([4, 3])
  })
})

describe('curves', () => {
  it('are smoothed without the bias of their start', () => {
    expect(smooth([4, 4, 4], 0.9).map((value) => Number(value.toFixed(9)))).toEqual([4, 4, 4])
    expect(smooth([1, 2], 0)).toEqual([1, 2])
    expect(smooth([0, 1], 0.5)[1]).toBeCloseTo(2 / 3)
  })
  it('of a group are averaged where they have values, with a band over at least two', () => {
    const curves = [curve(1, [0, 1, 2], [1, 2, 3]), curve(2, [0, 1], [3, 4])]
    const line = groupLine(curves, 0, 'range')
    expect(line.points).toEqual([[0, 2], [1, 3], [2, 3]])
    expect(line.band).toEqual([[0, 1, 3], [1, 2, 4]])
    expect(groupLine(curves, 0, 'sd').band[0]?.map((value) => Number(value.toFixed(4)))).toEqual([0, 0.5858, 3.4142])
    expect(groupLine(curves, 0, 'none').band).toEqual([])
  })
  it('of one run have a range only where an entry has several points', () => {
    expect(pointRange(curve(1, [0], [5]))).toEqual([])
    expect(pointRange({ ...curve(1, [0], [5]), counts: [3] })).toEqual([[0, 4, 6]])
  })
  it('have an interval over seeds from two of them on', () => {
    expect(overSeeds([])).toBeNull()
    expect(overSeeds([0.2])).toEqual({ mean: 0.2, interval: null, sd: null, n: 1 })
    const two = overSeeds([1, 3])
    expect(two?.mean).toBe(2)
    expect(two?.interval?.[0]).toBeCloseTo(2 - 12.706)
  })
})

describe('a search', () => {
  it('is a part of a name, a number, a tag or a filter', () => {
    expect(searchFilter('  ')).toBeNull()
    expect(searchFilter('cha"ins')).toBe('name.contains("cha\\"ins")')
    expect(searchFilter('#12')).toBe('id == 12 || name.contains("#12")')
    expect(searchFilter('team=x y')).toBe('tags["team"] == "x y"')
    expect(searchFilter('seed < 5 && spec.soar.outer.tau == 0.01')).toBe('seed < 5 && spec.soar.outer.tau == 0.01')
    expect(searchFilter('state in ["failed"]')).toBe('state in ["failed"]')
  })
})
