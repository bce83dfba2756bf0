import { describe, expect, it } from 'vitest'
import { complete } from '../src/pages/experiments/complete'
import { clauses, errorPosition, hasClause, join, statesOf, tagClause, toggled, withoutChips, withStates } from '../src/pages/experiments/filter'

describe('a filter as clauses', () => {
  it('is split at && outside of brackets and strings', () => {
    expect(clauses('a == 1 && (b || c && d) && name == "x && y"')).toEqual(['a == 1', '(b || c && d)', 'name == "x && y"'])
    expect(clauses('  ')).toEqual([])
  })
  it('stays one clause if it has || at its top', () => {
    expect(clauses('a == 1 && b == 2 || c == 3')).toEqual(['a == 1 && b == 2 || c == 3'])
  })
  it('gets brackets around || when something is added', () => {
    expect(toggled('a == 1 || b == 2', 'archived')).toBe('(a == 1 || b == 2) && archived')
    expect(toggled('(a == 1 || b == 2) && archived', 'archived')).toBe('(a == 1 || b == 2)')
    expect(join([])).toBe('')
  })
  it('has states that chips add and take away', () => {
    const one = withStates('seed > 1', ['failed'])
    expect(one).toBe('seed > 1 && state == "failed"')
    const two = withStates(one, ['failed', 'paused'])
    expect(two).toBe('seed > 1 && state in ["failed", "paused"]')
    expect(statesOf(two)).toEqual(['failed', 'paused'])
    expect(withStates(two, [])).toBe('seed > 1')
  })
  it('has tags, also under keys that are not names', () => {
    expect(tagClause('team', 'a "b"')).toBe('tags.team == "a \\"b\\""')
    expect(tagClause('a/b', 'x')).toBe('tags["a/b"] == "x"')
    expect(hasClause('seed == 1 && tags.team == "x"', 'tags.team == "x"')).toBe(true)
  })
  it('without chips is what chips count in', () => {
    expect(withoutChips('state == "failed" && seed > 1 && tags.team == "x"')).toBe('seed > 1')
  })
  it('knows where an error is', () => {
    expect([errorPosition('filter: at character 7: equality is written =='), errorPosition('no place')]).toEqual([6, null])
  })
})

describe('completion', () => {
  const names = {
    fields: [
      { name: 'state', kind: 'word' as const, values: ['failed', 'running'] },
      { name: 'owner', kind: 'text' as const, values: null },
      { name: 'seed', kind: 'number' as const, values: null },
      { name: 'spec.soar.outer.tau', kind: 'number' as const, values: null },
    ],
    metrics: ['student/loss'],
  }
  const counts = {
    total: 3,
    archived: 0,
    states: [{ value: 'failed', count: 2 }],
    presets: [],
    owners: [{ value: 'ada', count: 3 }],
    tags: [{ key: 'team', value: 'x', count: 1 }],
  }
  const texts = (text: string) => complete(text, text.length, names, counts).options.map((option) => option.text)

  it('offers fields, tags, metrics and settings', () => {
    expect(texts('')).toEqual(['state', 'owner', 'seed', 'tags.team', 'metrics["student/loss"]', 'spec.soar.outer.tau'])
    expect(texts('seed > 1 && ta')).toEqual(['tags.team', 'state', 'spec.soar.outer.tau'].filter((text) => text.includes('ta')))
  })
  it('offers operators after a field and values after an operator', () => {
    expect(texts('seed ')).toContain('>= ')
    expect(texts('state == ')).toEqual(['"failed"', '"running"'])
    expect(texts('state in ["failed", "ru')).toEqual(['"running"'])
    expect(texts('owner == "a')).toEqual(['"ada"'])
    expect(texts('tags.team != ')).toEqual(['"x"'])
  })
  it('offers && and || after a value', () => {
    expect(texts('state == "failed" ')).toEqual(['&& ', '|| '])
  })
  it('replaces only what was typed of the word', () => {
    expect(complete('seed > 1 && spec.s', 18, names, counts).from).toBe(12)
    expect(complete('state == "fa', 12, names, counts).from).toBe(9)
  })
})
