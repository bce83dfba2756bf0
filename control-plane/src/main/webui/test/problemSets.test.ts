import { describe, expect, it } from 'vitest'
import { bytes } from '../src/lib/bytes'
import { lineIn } from '../src/lib/lineIn'
import { sqlText } from '../src/pages/problem-sets/sql'
import { readTags } from '../src/pages/new-experiment/tags'

describe('sizes', () => {
  it('have three digits at most', () => {
    expect([0, 999, 1000, 12_345, 999_600, 6_610_506_240].map(bytes)).toEqual(['0 B', '999 B', '1 kB', '12.3 kB', '1 MB', '6.61 GB'])
  })
})

describe('the line that an error names', () => {
  it('is found with and without the name of the file', () => {
    expect(['line 2: is not JSON', 'b.jsonl, line 4: is not JSON', 'b.jsonl: is not JSON', 'baseline 3: no'].map(lineIn)).toEqual([2, 4, null, null])
  })
})

describe('texts in SQL', () => {
  it('are quoted', () => {
    expect(sqlText("it's")).toBe("'it''s'")
  })
})

describe('tags', () => {
  it('are pairs with commas between', () => {
    expect(readTags('team=maths, sweep = lr=3 ,')).toEqual({ team: 'maths', sweep: 'lr=3' })
    expect(readTags('team')).toBeNull()
    expect(readTags('')).toEqual({})
  })
})
