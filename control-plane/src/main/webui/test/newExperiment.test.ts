import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DocumentError, documentOf, pruned, readDocument, requestOf, startOf, UNCHANGED } from '../src/pages/new-experiment/draft'
import { found, groupOf, GROUPS } from '../src/pages/new-experiment/groups'
import { optionsAt } from '../src/pages/new-experiment/completions'
import { cursorAt, JsonTextError, placeOf, readJson } from '../src/pages/new-experiment/jsonText'
import { allowed, fault, flatten, nested, settingsOf, typed, type Setting } from '../src/pages/new-experiment/settings'

const schema: unknown = JSON.parse(readFileSync(new URL('../../../../../schemas/experiment-spec.schema.json', import.meta.url), 'utf8'))
const settings = settingsOf(schema)
const named = (path: string): Setting => settings.find((one) => one.path === path)!

describe('settings', () => {
  it('are read from the schema with meaning, symbol, unit, limits and default', () => {
    const steps = named('soar.outer.steps')
    expect(steps).toMatchObject({ kind: 'whole', symbol: 'T', unit: 'outer steps', default: 200, nullable: false })
    expect(allowed(steps)).toBe('a whole number, at least 1, at most 100,000')
    expect(named('soar.outer.teacherRewards').choices[0]).toEqual({ value: 'MEASURED', meaning: 'R[k] as measured.' })
    expect(allowed(named('budget.run.rollouts'))).toBe('a whole number, above 0, or empty')
    expect(settings.every(({ meaning }) => meaning !== '')).toBe(true)
  })
  it('all have a group of their own', () => {
    expect(settings.filter(({ path }) => !GROUPS.includes(groupOf(path)))).toEqual([])
  })
  it('are checked while typing', () => {
    expect(fault(named('soar.outer.steps'), 0)).toContain('at least 1')
    expect(fault(named('soar.outer.steps'), 'abc')).toBe('Must be a whole number.')
    expect(fault(named('soar.outer.steps'), 2.5)).toBe('Must be a whole number.')
    expect(fault(named('soar.adam.beta1'), 1)).toContain('below 1')
    expect(fault(named('problems.limit'), null)).toBeNull()
    expect(fault(named('model.path'), '')).toBe('A value is needed.')
    expect(fault(named('prompts.student'), 'no place for it')).toBe('Must contain {question}.')
    expect(fault(named('prompts.twoTurns.answer'), 'no place for it')).toBe('Must contain {question}.')
    expect(fault(named('soar.beyond.referenceCompletion'), 'no place for it')).toBe('Must contain {answer}.')
    expect(fault(named('prompts.student'), 'line\n{question}\nline')).toBeNull()
    expect(fault(named('queue.pool'), 'Not A Pool')).toContain('Must match')
  })
  it('have no fault in their defaults, but for what a user must name', () => {
    expect(settings.filter((one) => fault(one, one.default) !== null).map(({ path }) => path)).toEqual(['model.path', 'problems.set'])
  })
  it('keep typed text that is not a number, and digits that a number would lose', () => {
    expect(typed(named('seed'), '9007199254740993')).toBe('9007199254740993')
    expect(typed(named('seed'), '12')).toBe(12)
    expect(typed(named('soar.outer.tau'), '0.')).toBe(0)
    expect(typed(named('soar.outer.tau'), '1e')).toBe('1e')
    expect(typed(named('problems.limit'), ' ')).toBeNull()
    expect(typed(named('name'), '12')).toBe('12')
  })
  it('are found by words of name, meaning, symbol and group', () => {
    expect(found(settings, 'learning rate').map(({ path }) => path)).toEqual(expect.arrayContaining(['soar.adam.weightDecay']))
    expect(found(settings, 'τ').map(({ path }) => path)).toEqual(['soar.outer.tau'])
    expect(found(settings, 'outer window').map(({ path }) => path)).toEqual(['soar.outer.window'])
  })
  it('are flattened and nested again', () => {
    const leaves = { name: 'a', 'soar.outer.steps': 3, 'soar.outer.tau': 0.1, 'problems.limit': null }
    expect(flatten(nested(leaves))).toEqual(leaves)
  })
})

describe('drafts', () => {
  it('start from the address', () => {
    expect(startOf(new URLSearchParams('from=7'))).toEqual({ kind: 'experiment', id: 7 })
    expect(startOf(new URLSearchParams('preset=chains'))).toEqual({ kind: 'preset', preset: 'chains' })
    expect(startOf(new URLSearchParams('preset=none'))).toEqual({ kind: 'defaults' })
    expect(startOf(new URLSearchParams('from=x'))).toBeNull()
  })
  it('become requests that name only what differs', () => {
    expect(requestOf({ kind: 'preset', preset: 'chains' }, { ...UNCHANGED, set: { seed: 2 } })).toEqual({ preset: 'chains', set: { seed: 2 } })
    expect(requestOf({ kind: 'experiment', id: 7 }, { ...UNCHANGED, tags: { a: 'b' } })).toEqual({ set: {}, tags: { a: 'b' } })
    expect(pruned({ seed: 1, 'soar.outer.steps': 4, odd: 1 }, { seed: 1, 'soar.outer.steps': 8 })).toEqual({ 'soar.outer.steps': 4, odd: 1 })
  })
  it('are read from documents, and written back', () => {
    const draft = { set: { 'soar.outer.steps': 4 }, tags: { a: 'b' }, retention: {} }
    const start = { kind: 'preset', preset: 'chains' } as const
    expect(readDocument(documentOf(start, draft))).toEqual({ preset: 'chains', draft })
    expect(readDocument({ name: 'n', soar: { outer: { steps: 4 } } }).draft.set).toEqual({ name: 'n', 'soar.outer.steps': 4 })
    expect(readDocument({ preset: 'chains', name: 'n', set: { 'soar.outer.tau': 0.1 } }).draft.set).toEqual({ name: 'n', 'soar.outer.tau': 0.1 })
    expect(() => readDocument({ preset: 'chains', soar: {} })).toThrow(DocumentError)
    expect(() => readDocument({ tags: { a: 1 } })).toThrow('must be text')
    expect(() => readDocument([])).toThrow('JSON object')
  })
})

describe('JSON', () => {
  const text = '{\n  "preset": "chains",\n  "spec": {"soar": {"outer": {"steps": 4}}}\n}'
  it('is read with the places of its members', () => {
    const { value, places } = readJson(text)
    expect(value).toEqual(JSON.parse(text))
    const { from, to } = placeOf(places, 'spec.soar.outer.steps')
    expect(text.slice(from, to)).toBe('"steps"')
    const around = placeOf(places, 'spec.soar.outer.tau')
    expect(text.slice(around.from, around.to)).toBe('"outer"')
    expect(placeOf(places, 'queue.pool')).toEqual({ from: 0, to: 1 })
  })
  it('is refused at the place of the mistake', () => {
    const wrong = (given: string) => {
      try {
        readJson(given)
      } catch (error) {
        if (error instanceof JsonTextError) return [error.place.from, error.message]
      }
      return null
    }
    expect(wrong('{"a": 1,}')).toEqual([8, 'A name in double quotes is missing.'])
    expect(wrong('{"a" 1}')).toEqual([5, 'A colon is missing.'])
    expect(wrong('{"a": nope}')?.[0]).toBe(6)
    expect(wrong('{"a": 1} x')?.[0]).toBe(9)
    expect(wrong('{"a": 1, "a": 2}')).toEqual([9, '"a" is here twice.'])
    expect(wrong('{"a": 1')).toEqual([7, 'A comma or } is missing.'])
    expect(wrong('')).toEqual([0, 'A value is missing.'])
  })
  it('knows what is expected at a position', () => {
    const at = (given: string) => cursorAt(given, given.length)
    expect(at('{')).toEqual({ path: '', expects: 'name', from: 1 })
    expect(at('{"spec": {"soar": {"ou')).toEqual({ path: 'spec.soar', expects: 'name', from: 19 })
    expect(at('{"spec": {"grading": {"rule": ')).toMatchObject({ path: 'spec.grading.rule', expects: 'value' })
    expect(at('{"spec": {"seed": 1, "na')).toMatchObject({ path: 'spec', expects: 'name' })
    expect(at('{"spec": {"queue": {"pool": "a"}, "')).toMatchObject({ path: 'spec', expects: 'name' })
    expect(at('[')).toBeNull()
  })
  it('is completed with names, groups and words', () => {
    const options = (given: string) => optionsAt(cursorAt(given, given.length)!, settings, { 'soar.outer.steps': 8 })
    expect(options('{"').map(({ label }) => label)).toContain('"retention"')
    expect(options('{"spec": {"').map(({ label }) => label)).toEqual(expect.arrayContaining(['"soar"', '"seed"']))
    expect(options('{"spec": {"soar": {"outer": {"').find(({ label }) => label === '"steps"')?.apply).toBe('"steps": 8')
    expect(options('{"spec": {"grading": {"rule": ').map(({ label }) => label)).toEqual(['"STRICT"', '"MATH_VERIFY"'])
  })
})
