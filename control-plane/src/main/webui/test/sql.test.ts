import { describe, expect, it } from 'vitest'
import { axisOf, likelyChart, seriesOf } from '../src/lib/answerChart'
import { mentioned, parameterNames, savedParameters, typedOf, typedParameters, valueOf } from '../src/lib/sql'

describe('parameters of a query', () => {
  it('are found outside of strings, comments and casts', () => {
    expect(parameterNames("select :a, ':b', x::int, \":c\" -- :d\n/* :e */ , $$ :f $$ where y = any (:ids) and z = :a")).toEqual(['a', 'ids'])
  })
  it('are values of their type, or not valid', () => {
    expect(valueOf({ type: 'text', text: '007' })).toBe('007')
    expect(valueOf({ type: 'integer', text: '7' })).toBe(7)
    expect(valueOf({ type: 'integer', text: '7.5' })).toBeUndefined()
    expect(valueOf({ type: 'number', text: '1e-3' })).toBe(0.001)
    expect(valueOf({ type: 'boolean', text: 'yes' })).toBeUndefined()
    expect(valueOf({ type: 'integer-list', text: '1, 2,3' })).toEqual([1, 2, 3])
    expect(valueOf({ type: 'number-list', text: '1, x' })).toBeUndefined()
    expect(valueOf({ type: 'text-list', text: '["a,b", "c"]' })).toEqual(['a,b', 'c'])
    expect(valueOf({ type: 'text', text: '' })).toBeNull()
  })
  it('keep type and default when they are saved and loaded', () => {
    const typed = { a: { type: 'integer', text: '3' }, b: { type: 'text', text: '' } } as const
    const saved = savedParameters(['a', 'b', 'c'], typed)
    expect(saved).toEqual([{ name: 'a', type: 'integer', defaultValue: 3 }, { name: 'b', type: 'text' }, { name: 'c', type: 'text' }])
    expect(typedParameters(saved).a).toEqual({ type: 'integer', text: '3' })
    expect(typedOf([1, 2])).toEqual({ type: 'integer-list', text: '1, 2' })
    expect(typedOf(['a,b'])).toEqual({ type: 'text-list', text: '["a,b"]' })
  })
})

describe('words of a query', () => {
  it('are found outside of strings', () => {
    expect(mentioned("select 'runs' from history.trials t", new Set(['runs', 'trials']))).toEqual(['trials'])
  })
})

describe('a chart of an answer', () => {
  const columns = [
    { name: 'run_id', type: 'int8' },
    { name: 'outer_step', type: 'int4' },
    { name: 'reward', type: 'float8' },
    { name: 'at', type: 'timestamptz' },
    { name: 'kind', type: 'text' },
  ]
  it('is guessed from names and types', () => {
    expect(likelyChart(columns)).toEqual({ kind: 'line', x: 1, y: [2], series: 0 })
    expect(likelyChart(columns.slice(1))).toEqual({ kind: 'line', x: 0, y: [1], series: null })
    expect(likelyChart([columns[4]!, columns[2]!])).toEqual({ kind: 'bar', x: 0, y: [1], series: null })
    expect(likelyChart([columns[4]!])).toBeNull()
  })
  it('has a series for each value, ascending in x', () => {
    const rows = [
      [1, 1, 0.5, '2026-01-02T00:00:00Z', 'a'],
      [1, 0, '0.25', '2026-01-01T00:00:00Z', 'a'],
      [2, 0, null, '2026-01-01T00:00:00Z', null],
    ]
    expect(seriesOf({ columns, rows }, { kind: 'line', x: 1, y: [2], series: 4 })).toEqual([
      { name: 'a', points: [[0, 0.25], [1, 0.5]] },
      { name: 'NULL', points: [[0, null]] },
    ])
    expect(axisOf(columns, 3, 'line')).toBe('time')
    expect(seriesOf({ columns, rows }, { kind: 'bar', x: 4, y: [2], series: null })[0]?.points.map(([x]) => x)).toEqual(['a', 'a', 'NULL'])
  })
})
