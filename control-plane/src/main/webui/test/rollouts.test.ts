import { describe, expect, it } from 'vitest'
import type { OuterStep, PolicyRecord } from '../src/api/types'
import { neighbour, treeOf } from '../src/pages/policies/tree'
import { size } from '../src/pages/policies/size'
import { parsePlace, queryOf, verdictLabel } from '../src/pages/rollouts/filters'
import { parseSide, sidesOf, sideText } from '../src/pages/rollouts/sides'
import { policyLabel, unitLabel } from '../src/pages/rollouts/unitLabel'
import { INVISIBLE } from '../src/ui/text/invisible'
import { segments } from '../src/ui/text/maths'

const policy = (name: string, promoted = false): PolicyRecord => ({
  policy: name,
  role: name.split('/')[0] ?? '',
  unit: name.split('/').slice(1).join('/'),
  parent: null,
  promoted,
  path: '',
  sha256: '',
  optimizerSteps: 0,
  bytes: 1,
  kept: true,
  createdAt: '2026-01-01T00:00:00Z',
  removedAt: null,
})

describe('filters of rollouts', () => {
  it('are read from the address as parameters of REST', () => {
    expect(queryOf(new URLSearchParams('run=1&step=0&differ=true&rewardFrom=-1.5&text=a%26b&verdict='))).toEqual({
      outerStep: 0,
      rulesDiffer: true,
      minReward: -1.5,
      text: 'a&b',
    })
  })
  it('pass on a value that the server will explain', () => {
    expect(queryOf(new URLSearchParams('step=two'))).toEqual({ outerStep: 'two' })
  })
  it('say of what a teacher wrote, in one turn or two, only whether its answer parses', () => {
    expect(['WRITE', 'WRITE_ANSWER', 'TRAIN'].map((purpose) => verdictLabel('VERIFIED', purpose))).toEqual(['Parses', 'Parses', 'Correct'])
  })
  it('name a rollout by its place', () => {
    expect(parsePlace('t/3/trial/1/0/12')).toEqual({ unit: 't/3/trial/1/0', ordinal: 12 })
    expect(parsePlace('t/3/write/x')).toBeNull()
  })
})

describe('units and policies', () => {
  it('are named in words that count from 0', () => {
    expect(unitLabel('t/3/trial/1/0')).toBe('step 3, set 1, repeat 0')
    expect(unitLabel('screen/5')).toBe('screen 5')
    expect(policyLabel('student/t/3/trial/1/0')).toBe('student of step 3, set 1, repeat 0')
    expect(policyLabel('teacher/t/3/teach')).toBe('teacher after step 3')
    expect(policyLabel('student/init')).toBe('base student')
  })
  it('are sides of a comparison', () => {
    expect(parseSide('12/t/3/baseline', 7)).toEqual({ run: 12, unit: 't/3/baseline' })
    expect(parseSide('t/3/baseline', 7)).toEqual({ run: 7, unit: 't/3/baseline' })
    expect(parseSide('', 7)).toBeNull()
    const sides = (rewardKind: OuterStep['rewardKind'], students: number[]) => sidesOf([], { run: 7, outerStep: 1, students, rewardKind }).map(sideText)
    expect(sides('GROUNDED', [2])).toEqual(['7/t/1/baseline', '7/t/1/trial/0/0', '7/t/1/trial/0/1'])
    expect(sides('LEARNABILITY', [0, 0])).toEqual(['7/t/1/learnability/0', '7/t/1/learnability/1'])
    expect(sides('ALIGNMENT', [0, 0])).toEqual(['7/t/1/alignment'])
  })
})

describe('family tree', () => {
  const policies = ['teacher/init', 'student/init', 'student/t/0/trial/1/0', 'student/t/0/trial/0/0', 'teacher/t/0/teach', 'student/t/10/trial/0/0']
    .map((name) => policy(name))
    .concat(policy('student/t/2/trial/0/1', true))
  const tree = treeOf(policies)
  it('puts the students of a step in one column, and baselines from promotion to promotion', () => {
    expect(tree.columns).toBe(12)
    expect(tree.students.map(({ policy: { policy: name }, column, row }) => [name, column, row])).toEqual([
      ['student/init', 0, 0],
      ['student/t/0/trial/0/0', 1, 0],
      ['student/t/0/trial/1/0', 1, 1],
      ['student/t/2/trial/0/1', 3, 0],
      ['student/t/10/trial/0/0', 11, 0],
    ])
    expect(tree.reigns).toEqual([
      { policy: 'student/init', from: 0, to: 3 },
      { policy: 'student/t/2/trial/0/1', from: 3, to: 11 },
    ])
    expect(tree.teachers.map(({ column }) => column)).toEqual([0, 1])
  })
  it('is walked with the arrow keys', () => {
    const [, , second] = tree.students
    expect(neighbour(tree.students, second!, 'ArrowRight')?.policy.policy).toBe('student/t/2/trial/0/1')
    expect(neighbour(tree.students, second!, 'ArrowUp')?.policy.policy).toBe('student/t/0/trial/0/0')
    expect(neighbour(tree.students, second!, 'ArrowDown')).toBeNull()
  })
  it('says sizes in powers of 1000', () => {
    expect([0, 999, 1234, 12_345_678].map(size)).toEqual(['0 B', '999 B', '1.23 kB', '12.3 MB'])
  })
})

describe('hostile text', () => {
  it('has every character that hides or reorders', () => {
    for (const character of ['\u202e', '\u2066', '\u200b', '\u200d', '\ufeff', '\u3164', '\u{e0041}', '\u2028', '\u0000']) expect(INVISIBLE.test(`a${character}b`)).toBe(true)
    for (const text of ['plain', 'tab\tand\nline', 'עברית', 'é', '😀']) expect(INVISIBLE.test(text)).toBe(false)
  })
  it('is not drawn as a formula if it has such a character', () => {
    expect(segments('a $x\u202e y$ b').every(({ kind }) => kind === 'text')).toBe(true)
    expect(segments('a $x + y$ b').map(({ kind }) => kind)).toEqual(['text', 'maths', 'text'])
  })
})
