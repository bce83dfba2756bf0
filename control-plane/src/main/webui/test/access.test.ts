import { describe, expect, it } from 'vitest'
import { changes, shown } from '../src/lib/changes'
import { connections } from '../src/lib/connect'
import { GLOSSARY } from '../src/lib/glossary'
import { asText, chosen, LOG_LEVELS, type LogEntry } from '../src/lib/log'

describe('the difference of two states', () => {
  it('names the paths of what differs, and of what one side lacks', () => {
    const before = { state: 'running', queue: { priority: 0, pool: 'gpu' }, tags: ['a'], gone: 1 }
    const after = { state: 'paused', queue: { priority: 0, pool: 'cpu' }, tags: ['a', 'b'], made: {} }
    expect(changes(before, after)).toEqual([
      { path: 'state', before: 'running', after: 'paused' },
      { path: 'queue.pool', before: 'gpu', after: 'cpu' },
      { path: 'tags', before: ['a'], after: ['a', 'b'] },
      { path: 'gone', before: 1 },
      { path: 'made', after: {} },
    ])
  })
  it('shows all of what was made or removed', () => {
    expect(changes(null, { name: 'x', none: null })).toEqual([
      { path: 'name', after: 'x' },
      { path: 'none', after: null },
    ])
    expect(changes({ name: 'x' }, undefined)).toEqual([{ path: 'name', before: 'x' }])
    expect(changes(null, null)).toEqual([])
  })
  it('shows text as it is and all else as JSON', () => {
    expect([shown('a "b"'), shown(null), shown([1, 'x'])]).toEqual(['a "b"', 'null', '[1,"x"]'])
  })
})

describe('a login to the database', () => {
  it('is used by psql and pandas, without its password in the command', () => {
    const { psql, pandas } = connections('host=127.0.0.1 port=5433 dbname=cairn user=history_ana@lab')
    expect(psql).toBe('PGPASSWORD=... psql "host=127.0.0.1 port=5433 dbname=cairn user=history_ana@lab"')
    expect(pandas).toContain('postgresql+psycopg://history_ana%40lab@127.0.0.1:5433/cairn')
  })
})

describe('the glossary', () => {
  it('has one anchor for each word', () => {
    const ids = GLOSSARY.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining(['tau', 'outer-step', 'set', 'repeat', 'promotion', 'hard-only', 'baseline']))
  })
})

describe('a log', () => {
  const entry = (changes: Partial<LogEntry>): LogEntry => ({ at: null, level: 'info', logger: null, unit: null, text: 'x', ...changes })

  it('is a file of lines', () => {
    const at = '2026-01-01T00:00:00Z'
    expect(asText([entry({}), entry({ at, level: 'warn', logger: 'a.B', unit: 't/0/teach', text: 'one\ntwo' })])).toBe(
      `- INFO x\n${at} WARN [a.B] (t/0/teach) one\ntwo\n`,
    )
    expect(asText([])).toBe('')
  })
  it('is filtered by words of the address that exist', () => {
    expect([chosen('warn', LOG_LEVELS, 'debug'), chosen('loud', LOG_LEVELS, 'debug'), chosen(null, LOG_LEVELS, 'debug')]).toEqual(['warn', 'debug', 'debug'])
  })
})
